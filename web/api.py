"""The JSON API."""

from datetime import date

from flask import Blueprint, Response, jsonify, request

from bot.answer import Question, Status
from bot.answering import Answering
from bot.serialise import to_dict
from web.problems import problem
from web.schema import QuestionIn
from web.settings import Settings


def routes(answering: Answering, settings: Settings) -> Blueprint:
    """POST /api/v1/questions."""
    blueprint = Blueprint("api", __name__, url_prefix="/api/v1")

    @blueprint.post("/questions")
    def ask() -> tuple[Response, int]:
        data = QuestionIn.model_validate_json(request.get_data())
        answer = answering.answer(Question(data.question, tuple(data.history), date.today()))
        if answer.status is Status.UNAVAILABLE:
            return problem(503, answer.text)
        return jsonify(to_dict(answer, settings.public_url)), 200

    return blueprint
