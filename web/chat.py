"""The citizen's page: a form that works without a script."""

from flask import Blueprint, render_template, request
from pydantic import ValidationError

from bot.answer import Question, Status
from bot.answering import Answering
from bot.serialise import place
from web.problems import REFUSAL
from web.schema import QuestionIn


def routes(answering: Answering) -> Blueprint:
    """The page at /, asked by GET and answered by POST."""
    blueprint = Blueprint("chat", __name__)

    @blueprint.get("/")
    def start() -> str:
        return render_template("chat.html", question="", answer=None, error=None, place=place)

    @blueprint.post("/")
    def answer() -> tuple[str, int]:
        # A form sends every line break as two characters, which would count against the asker.
        text = request.form.get("question", "").replace("\r\n", "\n")
        try:
            QuestionIn(question=text)
        except ValidationError:
            return render_template("chat.html", question=text, answer=None, error=REFUSAL, place=place), 422
        found = answering.answer(Question(text))
        status = 503 if found.status is Status.UNAVAILABLE else 200
        return render_template("chat.html", question=text, answer=found, error=None, place=place), status

    return blueprint
