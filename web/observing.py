"""What is told of every request: a line in the log, figures, and an id that ties the two to what the caller saw."""

import logging
import re
import uuid
from dataclasses import dataclass
from time import perf_counter

from flask import Flask, Response, g, request

from bot.answer import Answer
from web.metrics import Metrics
from web.ratings import Rating
from web.recording import Recorder
from web.records.asked import Channel

HEADER = "X-Request-ID"
_WELL_FORMED = re.compile(r"[0-9a-fA-F-]{16,64}")
"""Hexadecimal as proxies write it: nobody can put words into the log this way."""

_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
_OTHER = "other"
_QUIET = {"static", "embedding.script", "health.live", "health.ready", "metrics.scrape"}
_REASONS = {
    400: "malformed",
    401: "unauthorized",
    403: "forbidden",
    404: "not found",
    405: "wrong method",
    413: "too large",
    415: "wrong type",
    422: "invalid",
    429: "too often",
    503: "unavailable",
}
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Observed:
    """What is told of an answer: where it was asked and how it came out, and none of its words."""

    channel: str
    answer: Answer

    @property
    def fields(self) -> dict[str, object]:
        confidence, timings = self.answer.confidence, self.answer.timings_ms
        return {
            "channel": self.channel,
            "outcome": self.answer.status.value,
            "confidence": None if confidence is None else round(confidence, 3),
            "timings_ms": {step: round(milliseconds, 2) for step, milliseconds in timings.items()},
        }


def register(app: Flask, metrics: Metrics) -> None:
    """Observe every request. Register this first: what comes later is within the time that is told."""

    def begin() -> None:
        given = request.headers.get(HEADER, "")
        g.request_id = given if _WELL_FORMED.fullmatch(given) else uuid.uuid4().hex
        g.began = perf_counter()

    def end(response: Response) -> Response:
        response.headers[HEADER] = g.request_id
        seconds = perf_counter() - g.began
        route = request.url_rule.rule if request.url_rule is not None else _OTHER
        metrics.responded(route, response.status_code, seconds)
        if response.status_code >= 400:
            metrics.refused(_REASONS.get(response.status_code, "error"))
        _tell(response.status_code, route, seconds)
        return response

    app.before_request(begin)
    app.after_request(end)


class ObservingRecorder:
    """A Recorder that also tells of each answer, in figures now and in the log with the request."""

    def __init__(self, recorder: Recorder, metrics: Metrics) -> None:
        self._recorder = recorder
        self._metrics = metrics

    @property
    def keeps(self) -> bool:
        return self._recorder.keeps

    def answered(self, answer: Answer, question: str, channel: Channel, /) -> None:
        self._metrics.answered(channel.value, answer.status.value, answer.timings_ms, answer.confidence)
        g.observed = Observed(channel.value, answer)
        self._recorder.answered(answer, question, channel)

    def rated(self, rating: Rating, channel: Channel, /) -> None:
        self._recorder.rated(rating, channel)


def _tell(status: int, route: str, seconds: float) -> None:
    level = logging.DEBUG if request.endpoint in _QUIET else logging.INFO
    if not _log.isEnabledFor(level):
        return
    observed: Observed | None = g.get("observed")
    _log.log(
        level,
        "request",
        extra={
            "route": route,
            "method": request.method if request.method in _METHODS else _OTHER,
            "status": status,
            "ms": round(seconds * 1000, 2),
            **(observed.fields if observed else {}),
        },
    )
