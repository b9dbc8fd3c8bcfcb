"""The citizen's page: a conversation in a form that works without a script."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from flask import Blueprint, render_template, request

from bot.answer import Answer, Question, Status
from bot.answering import Answering
from bot.content import CurrentContent, current_or_default
from bot.limits import MOST_CODE_POINTS, refusal
from bot.phrasing import Voice
from web.access import public
from web.asking import form_question
from web.catalogue import Catalogue
from web.chrome import Place, places
from web.conversation import Turn, restored
from web.ratings import Rating, place_of, rating_values
from web.recording import Recorder
from web.records.asked import Channel

_FROM_THE_QUESTION_ALONE = {Status.CRISIS, Status.GREETING, Status.ABOUT}
"""Outcomes whose words depend on the question and on no document."""


def routes(answering: Answering, catalogue: Catalogue, content: CurrentContent, recorder: Recorder) -> Blueprint:
    """The page in each of its places, asked by GET and answered by POST, which also takes what an answer was worth."""
    blueprint = Blueprint("chat", __name__)
    chat = _Chat(answering, catalogue, content, recorder)
    blueprint.add_app_template_filter(rating_values)
    for place in places():
        name = place.address.strip("/").replace("/", "_")
        blueprint.add_url_rule(place.address, f"start_{name}", public(partial(chat.page, place, ())), methods=["GET"])
        blueprint.add_url_rule(place.address, f"answer_{name}", public(partial(chat.post, place)), methods=["POST"])
    return blueprint


@dataclass(frozen=True, slots=True)
class _Written:
    """What stands at the field, and the number, from 1, of the answer that was just rated."""

    question: str = ""
    error: str | None = None
    thanks: int | None = None


_NOTHING = _Written()


@dataclass(frozen=True, slots=True)
class _Chat:
    answering: Answering
    catalogue: Catalogue
    content: CurrentContent
    recorder: Recorder

    def page(self, place: Place, turns: tuple[Turn, ...], written: _Written = _NOTHING) -> str:
        shown = {"turns": turns, "question": written.question, "error": written.error, "thanks": written.thanks}
        spoken = {"page": place, "t": place.words, "most": MOST_CODE_POINTS, "rates": self.recorder.keeps}
        return render_template("chat.html", content=current_or_default(self.content), **spoken, **shown)

    def post(self, place: Place) -> tuple[str, int]:
        form = request.form
        turns = restored(form.getlist("earlier"), form.getlist("outcome"), self.catalogue, self._said_again)
        if (rating := Rating.read(form.get("rated", ""))) is not None:
            return self._rate(place, turns, rating)
        return self._answer(place, turns, form_question())

    def _answer(self, place: Place, earlier: tuple[Turn, ...], text: str) -> tuple[str, int]:
        if refusal(text) is not None:
            if (crisis := self.answering.crisis(text)) is not None:
                self.recorder.answered(crisis, text, _channel(place))
                return self.page(place, (*earlier, Turn(text, crisis))), 200
            error = place.words.too_long if text.strip() else place.words.empty
            # No status of an error: a browser reports that in its console, and the page already tells what is wrong.
            return self.page(place, earlier, _Written(text, error)), 200
        history = tuple(turn.question for turn in earlier if refusal(turn.question) is None)
        found = self.answering.answer(Question(text, history, date.today()))
        self.recorder.answered(found, text, _channel(place))
        return self.page(place, (*earlier, Turn(text, found))), 503 if found.status is Status.UNAVAILABLE else 200

    def _rate(self, place: Place, turns: tuple[Turn, ...], rating: Rating) -> tuple[str, int]:
        # Nothing proves that the words are those that got the answer.
        if self.answering.crisis(rating.question) is None:
            self.recorder.rated(rating, _channel(place))
        rated = place_of(rating, turns)
        marked = tuple(turn.as_rated() if number == rated else turn for number, turn in enumerate(turns))
        return self.page(place, marked, _Written(form_question(), thanks=None if rated is None else rated + 1)), 200

    def _said_again(self, question: str, status: Status, language: str) -> Answer:
        if status in _FROM_THE_QUESTION_ALONE:
            at_risk = status is Status.CRISIS
            again = self.answering.crisis(question) if at_risk else self.answering.answer(Question(question))
            if again is not None and again.status is status:
                return again
        return Voice.of(language, current_or_default(self.content)).says(status)


def _channel(place: Place) -> Channel:
    return Channel.WIDGET if place.embedded else Channel.PAGE
