"""Quotes in their documents, and whether the service is up."""

from flask import Blueprint, abort, render_template

from index.errors import NoGenerationError
from index.search import Searcher


def routes(searcher: Searcher) -> Blueprint:
    """/kallor and /health."""
    blueprint = Blueprint("documents", __name__)

    @blueprint.get("/kallor/<document_id>/<version>/<int:start>-<int:end>")
    def quoted(document_id: str, version: str, start: int, end: int) -> str:
        try:
            text = searcher.canonical_text(document_id, version)
        except NoGenerationError:
            abort(503)
        if text is None or not 0 <= start < end <= len(text):
            abort(404)
        return render_template("document.html", before=text[:start], quote=text[start:end], after=text[end:])

    @blueprint.get("/health/live")
    def live() -> dict[str, str]:
        return {"status": "ok"}

    @blueprint.get("/health/ready")
    def ready() -> tuple[dict[str, str], int]:
        try:
            searcher.canonical_text("", "")
        except NoGenerationError:
            return {"status": "unavailable"}, 503
        return {"status": "ok"}, 200

    return blueprint
