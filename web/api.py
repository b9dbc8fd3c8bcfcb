"""The JSON API."""

import json
from datetime import date
from functools import cache

from flask import Blueprint, Response, current_app, jsonify
from pydantic import ValidationError

from bot.answer import Answer, Question, Status
from bot.answering import Answering
from bot.content import CurrentContent, current_or_default
from bot.serialise import to_dict
from web.access import public
from web.asking import json_body, json_question
from web.openapi import describe
from web.problems import problem
from web.recording import Recorder
from web.records.asked import Channel
from web.schema import QuestionIn
from web.settings import Settings

_CLOSED_SECONDS = 600
"""Someone switched the service off, so it is not back within seconds."""


def routes(answering: Answering, settings: Settings, content: CurrentContent, recorder: Recorder) -> Blueprint:
    """POST /api/v1/questions and the description of it."""
    blueprint = Blueprint("api", __name__, url_prefix="/api/v1")

    @blueprint.post("/questions")
    @public
    def ask() -> tuple[Response, int]:
        body = json_body()
        try:
            data = QuestionIn.model_validate(body)
        except ValidationError:
            if (crisis := _crisis(answering, body)) is None:
                raise
            recorder.answered(crisis, "", Channel.API)
            return jsonify(to_dict(crisis, settings.public_url)), 200
        answer = answering.answer(Question(data.question, tuple(data.history), date.today()))
        recorder.answered(answer, data.question, Channel.API)
        if answer.status is Status.UNAVAILABLE:
            return _unavailable(answer, closed=bool(current_or_default(content).closed))
        return jsonify(to_dict(answer, settings.public_url)), 200

    @cache
    def description() -> str:
        # Made when it is first asked for: every other address is registered by then.
        return json.dumps(describe(settings.public_url, current_app), ensure_ascii=False)

    @blueprint.get("/openapi.json")
    @public
    def openapi() -> Response:
        return Response(description(), mimetype="application/json")

    return blueprint


def _unavailable(answer: Answer, closed: bool) -> tuple[Response, int]:
    response, status = problem(503, answer.text)
    if closed:
        response.headers["Retry-After"] = str(_CLOSED_SECONDS)
    return response, status


def _crisis(answering: Answering, body: object) -> Answer | None:
    """Help for a person at risk, who gets it whatever the schema would refuse."""
    question = json_question(body)
    return None if question is None else answering.crisis(question)
