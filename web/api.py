"""The JSON API."""

import json
from datetime import date

from flask import Blueprint, Response, jsonify, request
from pydantic import ValidationError
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, UnsupportedMediaType

from bot.answer import Answer, Question, Status
from bot.answering import Answering
from bot.serialise import to_dict
from web.openapi import describe
from web.problems import problem
from web.schema import QuestionIn
from web.settings import Settings


def routes(answering: Answering, settings: Settings) -> Blueprint:
    """POST /api/v1/questions and the description of it."""
    blueprint = Blueprint("api", __name__, url_prefix="/api/v1")
    description = json.dumps(describe(settings.public_url), ensure_ascii=False)

    @blueprint.post("/questions")
    def ask() -> tuple[Response, int]:
        body = _body()
        try:
            data = QuestionIn.model_validate(body)
        except ValidationError:
            if (crisis := _crisis(answering, body)) is None:
                raise
            return jsonify(to_dict(crisis, settings.public_url)), 200
        answer = answering.answer(Question(data.question, tuple(data.history), date.today()))
        if answer.status is Status.UNAVAILABLE:
            return problem(503, answer.text)
        return jsonify(to_dict(answer, settings.public_url)), 200

    @blueprint.get("/openapi.json")
    def openapi() -> Response:
        return Response(description, mimetype="application/json")

    return blueprint


def _body() -> object:
    """The decoded JSON of the request. Raises the HTTPException that refuses it."""
    data = request.get_data()
    if request.content_length is None and len(data) >= (request.max_content_length or 0):
        # A body sent in chunks may be cut at the limit without an error.
        raise RequestEntityTooLarge
    if request.mimetype not in {"application/json", ""}:
        raise UnsupportedMediaType
    try:
        # Pydantic's own parser takes a lone surrogate for broken JSON; it is a text that cannot be used.
        value: object = json.loads(data.decode(), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise BadRequest from error
    return value


def _crisis(answering: Answering, body: object) -> Answer | None:
    """Help for a person at risk, who gets it whatever the schema would refuse."""
    question = body.get("question") if isinstance(body, dict) else None
    return answering.crisis(question) if isinstance(question, str) else None


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")
