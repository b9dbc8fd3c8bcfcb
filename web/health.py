"""Whether the service is up, for what watches over it."""

from flask import Blueprint

from index.errors import NoGenerationError
from index.search import Searcher


def routes(searcher: Searcher) -> Blueprint:
    """/health/live and /health/ready."""
    blueprint = Blueprint("health", __name__, url_prefix="/health")

    @blueprint.get("/live")
    def live() -> dict[str, str]:
        return {"status": "ok"}

    @blueprint.get("/ready")
    def ready() -> tuple[dict[str, str], int]:
        try:
            searcher.canonical_text("", "")
        except NoGenerationError:
            return {"status": "unavailable"}, 503
        return {"status": "ok"}, 200

    return blueprint
