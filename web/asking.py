"""What a request asks, read from JSON or from a form."""

import json

from flask import g, request
from werkzeug.exceptions import BadRequest, HTTPException, RequestEntityTooLarge, UnsupportedMediaType

JSON = "application/json"


def json_body() -> object:
    """The decoded JSON of the request, decoded once. Raises the HTTPException that refuses it."""
    if "json_body" not in g:
        g.json_body = _decoded()
    body: object = g.json_body
    return body


def _decoded() -> object:
    data = request.get_data()
    if request.content_length is None and len(data) >= (request.max_content_length or 0):
        # A body sent in chunks may be cut at the limit without an error.
        raise RequestEntityTooLarge
    if request.mimetype not in {JSON, ""}:
        raise UnsupportedMediaType
    try:
        # Pydantic's own parser takes a lone surrogate for broken JSON; it is a text that cannot be used.
        value: object = json.loads(data.decode(), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise BadRequest from error
    return value


def json_question(body: object) -> str | None:
    """The question of a decoded body, whatever else the schema would refuse; None where there is none."""
    question = body.get("question") if isinstance(body, dict) else None
    return question if isinstance(question, str) else None


def form_question() -> str:
    """The question of a form: that of the example that was pressed, or else what is written in the field."""
    texts = request.form.getlist("question")
    # A form sends every line break as two characters, which would count against the asker.
    return next((text.replace("\r\n", "\n") for text in reversed(texts) if text.strip()), "")


def question() -> str:
    """The question of a request of either sort; empty where there is none or it cannot be read."""
    try:
        if request.path.startswith("/api/"):
            return json_question(json_body()) or ""
        return form_question()
    except HTTPException:
        return ""


def is_rating() -> bool:
    """Whether a form tells what an answer was worth, rather than asking."""
    try:
        return bool(request.form.get("rated"))
    except HTTPException:
        return False


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")
