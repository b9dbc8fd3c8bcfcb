"""The description of the JSON API (OpenAPI 3.1), generated from its types."""

from typing import Any

from flask import Flask
from pydantic.json_schema import models_json_schema

from web.admin.openapi import SCHEME, describe_administration
from web.problems import MEDIA_TYPE, TEXTS
from web.schema import AnswerOut, FeedbackIn, Problem, QuestionIn, QuoteOut

_QUOTE_REFUSALS = (404, 405, 410, 429, 500, 503)
_REFUSALS = (400, 405, 413, 415, 422, 429, 500, 503)
_HEADERS = {405: "Allow", 429: "Retry-After", 503: "Retry-After"}


def describe(public_url: str, app: Flask | None = None) -> dict[str, Any]:
    """The whole description, as JSON values; with the addresses for administration that an application has."""
    _, schemas = models_json_schema(
        [
            (QuestionIn, "validation"),
            (FeedbackIn, "validation"),
            (AnswerOut, "serialization"),
            (QuoteOut, "serialization"),
            (Problem, "serialization"),
        ],
        ref_template="#/components/schemas/{model}",
    )
    paths, more = describe_administration(app) if app is not None else ({}, {})
    security = {"securitySchemes": {SCHEME: {"type": "http", "scheme": "bearer"}}} if paths else {}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Jämställdhetsboten", "version": "1"},
        "servers": [{"url": public_url.rstrip("/")}],
        "paths": {
            "/api/v1/questions": {"post": _ask()},
            "/api/v1/feedback": {"post": _rate()},
            "/api/v1/quotes/{reference}": {"get": _quote()},
            **paths,
        },
        "components": {"schemas": {**more, **schemas["$defs"]}, **security},
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


def _rate() -> dict[str, Any]:
    kept = "Mottaget. Frågan sparas med ett nej, utan personuppgifter som går att känna igen, och aldrig vid fara."
    return {
        "operationId": "rate",
        "summary": "Säg om svaret var till hjälp",
        "requestBody": {"required": True, "content": _content("application/json", FeedbackIn)},
        "responses": {"204": {"description": kept}, **{str(status): _refusal(status) for status in _REFUSALS}},
    }


def _quote() -> dict[str, Any]:
    reference = {
        "name": "reference",
        "in": "path",
        "required": True,
        "description": "Vad quotes[].reference säger: id@version:start-slut, i kodpunkter.",
        "schema": {"type": "string"},
    }
    quote = {
        "description": "Citatet, läst ur den arkiverade texten",
        "content": _content("application/json", QuoteOut),
    }
    return {
        "operationId": "verify",
        "summary": "Kontrollera ett citat",
        "parameters": [reference],
        "responses": {"200": quote, **{str(status): _refusal(status) for status in _QUOTE_REFUSALS}},
    }


def _refusal(status: int) -> dict[str, Any]:
    refusal: dict[str, Any] = {"description": TEXTS[status][0], "content": _content(MEDIA_TYPE, Problem)}
    if status in _HEADERS:
        refusal["headers"] = {_HEADERS[status]: {"schema": {"type": "string"}}}
    return refusal


def _content(media_type: str, model: type) -> dict[str, Any]:
    return {media_type: {"schema": {"$ref": f"#/components/schemas/{model.__name__}"}}}
