"""Whatever is refused or fails, told to a program as problem details and to a person as a page."""

from flask import Flask, Response, request
from pydantic import ValidationError
from werkzeug.exceptions import BadHost, HTTPException

from index.errors import NoGenerationError
from web.error_pages import page
from web.problems import MEDIA_TYPE, invalid, problem

RETRY_AFTER_SECONDS = 5
_HTML = "text/html"


def register(app: Flask) -> None:
    """Handle every error of the application."""
    app.register_error_handler(ValidationError, _invalid)
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(NoGenerationError, _unpublished)
    app.after_request(_say_when_to_return)


def _invalid(error: ValidationError) -> tuple[Response, int]:
    return page(422) if _reads_pages() else invalid(error)


def _refused(error: HTTPException) -> tuple[Response, int]:
    status = error.code or 500
    # A page has addresses in it, and none can be made for a host that cannot be one.
    shows_page = _reads_pages() and not isinstance(error, BadHost)
    response, _ = page(status) if shows_page else problem(status)
    for name, value in error.get_headers():
        if name.lower() != "content-type":
            response.headers[name] = value
    return response, status


def _unpublished(_error: NoGenerationError) -> tuple[Response, int]:
    return page(503) if _reads_pages() else problem(503)


def _reads_pages() -> bool:
    """Whether a person asks, as far as the address and the formats that the client accepts tell."""
    if request.path.startswith("/api/"):
        return False
    return request.accept_mimetypes.best_match([_HTML, MEDIA_TYPE, "application/json"], default=_HTML) == _HTML


def _say_when_to_return(response: Response) -> Response:
    if response.status_code == 503:
        response.headers.setdefault("Retry-After", str(RETRY_AFTER_SECONDS))
    return response
