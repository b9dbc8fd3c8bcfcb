"""The description of the JSON API (OpenAPI 3.1), generated from its types."""

from typing import Any

from pydantic.json_schema import models_json_schema

from web.problems import MEDIA_TYPE, TEXTS
from web.schema import AnswerOut, Problem, QuestionIn

_REFUSALS = (400, 405, 413, 415, 422, 500, 503)
_HEADERS = {405: "Allow", 503: "Retry-After"}


def describe(public_url: str) -> dict[str, Any]:
    """The whole description, as JSON values."""
    _, schemas = models_json_schema(
        [(QuestionIn, "validation"), (AnswerOut, "serialization"), (Problem, "serialization")],
        ref_template="#/components/schemas/{model}",
    )
    return {
        "openapi": "3.1.0",
        "info": {"title": "Jämställdhetsboten", "version": "1"},
        "servers": [{"url": public_url.rstrip("/")}],
        "paths": {"/api/v1/questions": {"post": _ask()}},
        "components": {"schemas": schemas["$defs"]},
    }


def _ask() -> dict[str, Any]:
    answer = {
        "description": "Svaret, också när det inte finns något",
        "content": _content("application/json", AnswerOut),
    }
    return {
        "operationId": "ask",
        "summary": "Ställ en fråga",
        "requestBody": {"required": True, "content": _content("application/json", QuestionIn)},
        "responses": {"200": answer, **{str(status): _refusal(status) for status in _REFUSALS}},
    }


def _refusal(status: int) -> dict[str, Any]:
    refusal: dict[str, Any] = {"description": TEXTS[status][0], "content": _content(MEDIA_TYPE, Problem)}
    if status in _HEADERS:
        refusal["headers"] = {_HEADERS[status]: {"schema": {"type": "string"}}}
    return refusal


def _content(media_type: str, model: type) -> dict[str, Any]:
    return {media_type: {"schema": {"$ref": f"#/components/schemas/{model.__name__}"}}}
