"""A request that takes too long is cut with 503; whoever is at risk gets help all the same."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask
from werkzeug.exceptions import ServiceUnavailable

from bot.risk import at_risk
from web.asking import question
from web.deadline import Deadline, TooLateError
from web.settings import Settings

View = Callable[..., Any]
_READ_FILES = {
    "admin_documents.edit",
    "admin_documents.describe",
    "admin_documents.reading",
    "admin_document_api.reading",
}
_OWN_TIME = _READ_FILES | {
    "static",
    "embedding.script",
    "health.live",
    "health.ready",
    "metrics.scrape",
    "teams.asked",
}
_log = logging.getLogger(__name__)


def register(app: Flask, settings: Settings, on_stuck: Callable[[], None]) -> None:
    """Give the views that are registered by now the time of the settings.

    Not those that keep a time of their own, or take a body so large that it is read by the view. `on_stuck` is called
    where every thread is kept by what never ends.
    """
    deadline = Deadline(settings.request_seconds, settings.threads, "request")
    for endpoint, view in app.view_functions.items():
        if endpoint not in _OWN_TIME and "largest_body" not in vars(view):
            app.view_functions[endpoint] = _limited(view, deadline, on_stuck)


def _limited(view: View, deadline: Deadline, on_stuck: Callable[[], None]) -> View:
    @wraps(view)
    def limited(**arguments: Any) -> Any:
        # Read before another thread sees the request: a thread of the deadline may outlive the connection.
        asked = question()
        if deadline.is_full and at_risk(asked):
            return view(**arguments)
        try:
            return deadline.run(lambda: view(**arguments))
        except TooLateError:
            # Recognising a risk needs no index, so it is quick whatever hangs.
            if at_risk(asked):
                return view(**arguments)
            _log.warning("cut after the time that a request may take")
            if deadline.is_stuck:
                on_stuck()
            raise ServiceUnavailable from None

    return limited
