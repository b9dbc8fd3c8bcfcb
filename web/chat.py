"""The citizen's page: a form that works without a script."""

from flask import Blueprint, render_template, request

from bot.answer import Answer, Question, Status
from bot.answering import Answering
from bot.limits import MOST_CODE_POINTS, refusal
from bot.serialise import place


def routes(answering: Answering) -> Blueprint:
    """The page at /, asked by GET and answered by POST."""
    blueprint = Blueprint("chat", __name__)

    @blueprint.get("/")
    def start() -> str:
        return _page()

    @blueprint.post("/")
    def answer() -> tuple[str, int]:
        # A form sends every line break as two characters, which would count against the asker.
        text = request.form.get("question", "").replace("\r\n", "\n")
        if (reason := refusal(text)) is not None:
            return _page(text, error=reason), 422
        found = answering.answer(Question(text))
        return _page(text, found), 503 if found.status is Status.UNAVAILABLE else 200

    return blueprint


def _page(question: str = "", answer: Answer | None = None, error: str | None = None) -> str:
    shown = {"question": question, "answer": answer, "error": error}
    return render_template("chat.html", most=MOST_CODE_POINTS, place=place, **shown)
