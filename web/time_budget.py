"""A request that takes too long is cut with 503; whoever is at risk gets help all the same.

What an administrator has begun and cannot be cut, such as publishing, goes on, and the answer says so.
"""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, request
from werkzeug.exceptions import Conflict, ServiceUnavailable

from bot.risk import at_risk
from web.access import late_answer
from web.asking import question
from web.deadline import Deadline, NotBegunError, TooLateError
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
    # One at a time and apart, so that questions never wait for it.
    slow = Deadline(settings.request_seconds, 1, "goes-on", on_late_error=_log_failure)
    for endpoint, view in app.view_functions.items():
        if (late := late_answer(view)) is not None:
            app.view_functions[endpoint] = _continued(view, late, slow)
        elif endpoint not in _OWN_TIME and "largest_body" not in vars(view):
            app.view_functions[endpoint] = _limited(view, deadline, on_stuck)


def _continued(view: View, late: View, slow: Deadline) -> View:
    @wraps(view)
    def continued(**arguments: Any) -> Any:
        # As above: the body is read while the connection is there.
        request.get_data(parse_form_data=True)
        try:
            return slow.run(lambda: view(**arguments))
        except NotBegunError:
            raise Conflict from None
        except TooLateError:
            _log.info("%s goes on after its request", request.endpoint)
            return late(**arguments)

    return continued


def _log_failure(error: BaseException) -> None:
    _log.error("what went on after its request failed", exc_info=error)


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
