"""Whether the service is up, for what watches over it."""

from collections.abc import Callable
from threading import Lock
from time import monotonic

from flask import Blueprint

from index.errors import NoGenerationError
from index.search import Searcher
from web.access import public

Reachable = Callable[[], bool]
"""Whether the database answers; may take seconds."""

_KEPT_SECONDS = 2.0


def routes(searcher: Searcher, reachable: Reachable | None = None) -> Blueprint:
    """/health/live, and /health/ready: 503 while nothing can be answered or what is asked cannot be recorded.

    A generation is opened with a first search, so an open one has a warm encoder. None for a service without records.
    """
    blueprint = Blueprint("health", __name__, url_prefix="/health")
    database = None if reachable is None else _Kept(reachable)

    @blueprint.get("/live")
    @public
    def live() -> dict[str, str]:
        return {"status": "ok"}

    @blueprint.get("/ready")
    @public
    def ready() -> tuple[dict[str, object], int]:
        checks = {"generation": _is_open(searcher)}
        if database is not None:
            checks["database"] = database.value()
        is_ready = all(checks.values())
        told = {name: "ok" if passed else "unavailable" for name, passed in checks.items()}
        return {"status": "ok" if is_ready else "unavailable", "checks": told}, 200 if is_ready else 503

    return blueprint


def _is_open(searcher: Searcher) -> bool:
    try:
        searcher.holdings()
    except NoGenerationError:
        return False
    return True


class _Kept:
    """An answer that is asked for again after two seconds at the earliest, by one thread at a time."""

    def __init__(self, ask: Reachable) -> None:
        self._ask = ask
        self._lock = Lock()
        self._asked = float("-inf")
        self._answer = False

    def value(self) -> bool:
        with self._lock:
            if monotonic() - self._asked > _KEPT_SECONDS:
                self._answer = self._ask()
                self._asked = monotonic()
            return self._answer
