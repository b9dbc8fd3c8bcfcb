"""The citizen's page: a conversation in a form that works without a script."""

from datetime import date
from functools import partial

from flask import Blueprint, render_template, request

from bot.answer import Answer, Question, Status
from bot.answering import Answering
from bot.content import CurrentContent, current_or_default
from bot.limits import MOST_CODE_POINTS, refusal
from bot.phrasing import Voice
from web.catalogue import Catalogue
from web.chrome import SWEDISH, Place, places
from web.conversation import Turn, restored

_FROM_THE_QUESTION_ALONE = {Status.CRISIS, Status.GREETING, Status.ABOUT}
"""Outcomes whose words depend on the question and on no document."""


def routes(answering: Answering, catalogue: Catalogue, content: CurrentContent) -> Blueprint:
    """The page in each of its places, asked by GET and answered by POST."""
    blueprint = Blueprint("chat", __name__)

    def page(place: Place, turns: tuple[Turn, ...], question: str = "", error: str | None = None) -> str:
        shown = {"turns": turns, "question": question, "error": error, "most": MOST_CODE_POINTS}
        spoken = {"page": place, "t": place.words}
        return render_template("chat.html", content=current_or_default(content), **spoken, **shown)

    def said_again(question: str, status: Status, language: str) -> Answer:
        if status in _FROM_THE_QUESTION_ALONE:
            again = answering.crisis(question) if status is Status.CRISIS else answering.answer(Question(question))
            if again is not None and again.status is status:
                return again
        return Voice.of(language, current_or_default(content)).says(status)

    def start(place: Place) -> str:
        return page(place, ())

    def answer(place: Place) -> tuple[str, int]:
        text = _asked()
        earlier = restored(request.form.getlist("earlier"), request.form.getlist("outcome"), catalogue, said_again)
        if (reason := refusal(text)) is not None:
            if (crisis := answering.crisis(text)) is not None:
                return page(place, (*earlier, Turn(text, crisis))), 200
            return page(place, earlier, text, reason if place.language == SWEDISH else place.words.length), 422
        history = tuple(turn.question for turn in earlier if refusal(turn.question) is None)
        found = answering.answer(Question(text, history, date.today()))
        return page(place, (*earlier, Turn(text, found))), 503 if found.status is Status.UNAVAILABLE else 200

    for place in places():
        name = place.address.strip("/").replace("/", "_")
        blueprint.add_url_rule(place.address, f"start_{name}", partial(start, place), methods=["GET"])
        blueprint.add_url_rule(place.address, f"answer_{name}", partial(answer, place), methods=["POST"])
    return blueprint


def _asked() -> str:
    """The question: that of the example that was pressed, or else what is written in the field."""
    texts = request.form.getlist("question")
    # A form sends every line break as two characters, which would count against the asker.
    return next((text.replace("\r\n", "\n") for text in reversed(texts) if text.strip()), "")
