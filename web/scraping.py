"""GET /metrics, open to whoever shows the configured token."""

import hmac
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import chain

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from index.errors import NoGenerationError
from web.access import signed
from web.catalogue import LiveIndex
from web.metrics import Metrics, Now
from web.problems import problem
from web.records.builds import Builds
from web.records.database import Records
from web.records.errors import RecordsError
from web.settings import Settings

_CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_BUILT = re.compile(r"\d{8}T\d{6}")

Figures = Callable[[], Iterator[Now]]
"""Gives the figures of the present moment; they may be none."""


def routes(metrics: Metrics, settings: Settings, present: Figures) -> Blueprint:
    """GET /metrics; 404 where no token is configured, 401 for another one."""
    blueprint = Blueprint("metrics", __name__)
    token = settings.metrics_token.get_secret_value().encode()

    @blueprint.get("/metrics")
    @signed
    def scrape() -> Response | tuple[Response, int]:
        if not token:
            raise NotFound
        given = request.headers.get("Authorization", "").encode(errors="replace")
        if not hmac.compare_digest(given, b"Bearer " + token):
            response, status = problem(401)
            response.headers["WWW-Authenticate"] = 'Bearer realm="metrics"'
            return response, status
        return Response(metrics.shown(present()), content_type=_CONTENT_TYPE)

    return blueprint


def figures(live: LiveIndex, records: Records | None) -> Figures:
    """Those of the generation in use and, where there are records, of the latest builds."""
    if records is None:
        return lambda: generation_figures(live)
    builds = Builds(records)
    return lambda: chain(generation_figures(live), build_figures(builds))


def generation_figures(live: LiveIndex) -> Iterator[Now]:
    """How old the generation in use is, and how many documents it has; nothing while there is none."""
    try:
        opened = live.opened
    except NoGenerationError:
        return
    if found := _BUILT.match(opened.id):
        built = datetime.strptime(found[0], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
        age = (datetime.now(UTC) - built).total_seconds()
        yield Now("bot_generation_age_seconds", "Time since the index in use was built", values={"": age})
    yield Now("bot_documents", "Documents in the index in use", values={"": float(len(opened.documents))})


def build_figures(builds: Builds) -> Iterator[Now]:
    """How the latest builds ended, and how long ago; nothing while the records cannot be reached."""
    try:
        latest = builds.latest()
    except RecordsError:
        return
    ended: dict[str, datetime] = {}
    for build in latest:
        if build.ended is not None:
            ended.setdefault(build.state.value, build.ended)
    now = datetime.now(UTC)
    numbers = Counter(build.state.value for build in latest)
    yield Now("bot_recent_builds", "The latest twenty builds, by state", "state", dict(numbers))
    ages = {state: (now - moment).total_seconds() for state, moment in ended.items()}
    yield Now("bot_build_age_seconds", "Time since the last build in a state ended", "state", ages)
