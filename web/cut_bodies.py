"""A body that is sent in chunks and is longer than its route takes is refused, and not used as far as it was read."""

from flask import Flask, request
from werkzeug.exceptions import RequestEntityTooLarge

_FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}


def register(app: Flask) -> None:
    """Check every form. Register this after what lets a view take a larger body."""
    app.before_request(_refuse_cut_form)


def _refuse_cut_form() -> None:
    if request.content_length is not None or request.mimetype not in _FORMS:
        return
    # Read here; a form ends at the limit without an error, and nobody could tell that it went on.
    largest, _form = request.max_content_length, request.form
    if largest is not None and request.stream.tell() >= largest:
        raise RequestEntityTooLarge
