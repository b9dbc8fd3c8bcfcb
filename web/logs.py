"""The log: one line of JSON for each event, on standard error. structlog is imported here and nowhere else.

What a person wrote never comes into it: no question, no path, no address, and of an error its kind and places only,
since its message may repeat what it failed on.
"""

import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any, Literal, TextIO

import structlog
from flask import g, has_app_context, has_request_context, request
from gunicorn.glogging import Logger

_OWN = ("bot", "index", "web")
_FIELDS = (
    "request_id",
    "route",
    "method",
    "status",
    "ms",
    "channel",
    "outcome",
    "confidence",
    "timings_ms",
)
_WITH_WORDS = re.compile(r"(Invalid request|Error handling request|Exception on )")
"""How the messages of gunicorn and Flask begin that go on with an address or a path."""

_MOST_PLACES = 12
Event = MutableMapping[str, Any]


def configure(level: str, form: Literal["json", "text"], stream: TextIO = sys.stderr) -> None:
    """Send everything that the standard library's logging is told through structlog to the stream."""
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.stdlib.ExtraAdder(allow=_FIELDS),
        _with_request_id,
        _without_words,
        _with_places_of_error,
    ]
    renderer = structlog.processors.JSONRenderer() if form == "json" else structlog.dev.ConsoleRenderer(colors=False)
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    # What others have to say below a warning may hold addresses of what was fetched.
    root.setLevel(logging.WARNING)
    for name in _OWN:
        logging.getLogger(name).setLevel(level.upper())


class ServerLogger(Logger):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn's log, sent the same way as everything else."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        self.error_log.handlers.clear()
        self.error_log.propagate = True


def _with_request_id(_logger: object, _method: str, event: Event) -> Event:
    if has_app_context() and "request_id" not in event and (request_id := g.get("request_id")):
        event["request_id"] = request_id
    return event


def _without_words(_logger: object, _method: str, event: Event) -> Event:
    record: logging.LogRecord = event["_record"]
    if found := _WITH_WORDS.match(str(record.msg)):
        event["event"] = found[0].strip()
        if has_request_context() and request.url_rule is not None:
            event["route"] = request.url_rule.rule
    elif not record.name.startswith((*_OWN, "gunicorn")):
        # The form of the message without what it was filled with.
        event["event"] = str(record.msg)
    return event


def _with_places_of_error(_logger: object, _method: str, event: Event) -> Event:
    given = event.pop("exc_info", None)
    event.pop("stack_info", None)
    if isinstance(given, tuple) and given[1] is not None:
        event["error"] = [type(error).__name__ for error in _chain(given[1])]
        event["places"] = _places(given[2])
    return event


def _chain(error: BaseException | None) -> list[BaseException]:
    """The error and what caused it, the outermost first."""
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return found


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)[-_MOST_PLACES:]
    return [f"{'/'.join(frame.filename.split('/')[-2:])}:{frame.lineno} {frame.name}" for frame in frames]
