"""A question's way: the steps to an answer, in reading order."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from time import perf_counter

from bot.answer import Answer, Question, Status
from bot.characters import clean
from bot.content import CurrentContent, current_or_default, default_content
from bot.finding import Finder
from bot.follow_up import resolve
from bot.language import detect
from bot.phrasing import Voice
from bot.privacy import mask
from bot.risk_decision import at_risk
from bot.risk_model import RiskModel
from bot.routing import route
from index.errors import NoGenerationError
from index.search import Holdings, Searcher

_log = logging.getLogger(__name__)
_FEW_WORDS = 3


class Answering:
    """Answers questions from what a Searcher finds, word for word or not at all."""

    def __init__(self, searcher: Searcher, content: CurrentContent = default_content) -> None:
        """`content` is called with each question."""
        self._searcher = searcher
        self._content = content
        self._finder = Finder(searcher)
        self._risk_model = RiskModel.load()

    def crisis(self, text: str) -> Answer | None:
        """Help for a person at risk, None for everyone else.

        Needs no index and no valid question: call it before a message of any length is refused for anything.
        """
        # The model cannot be asked of half a character, nor be trusted where letters have others that nobody sees.
        risk = at_risk(clean(text), self._risk_model, self._searcher.meaning)
        return None if risk is None else self._voice(risk.language).crisis(risk)

    def answer(self, question: Question) -> Answer:
        """An Answer for any question; whatever fails inside comes out as `unavailable` and never as an error."""
        try:
            return self._steps(question)
        except NoGenerationError:
            return self._voice(_language(question.text, question.history)).says(Status.UNAVAILABLE)
        except Exception:
            _log.exception("answering failed")
            return self._voice("sv").says(Status.UNAVAILABLE)

    def _steps(self, question: Question) -> Answer:
        start = perf_counter()
        text = clean(question.text)
        if (crisis := self.crisis(text)) is not None:
            return crisis
        content = current_or_default(self._content)
        if content.closed:
            return Answer(Status.UNAVAILABLE, content.closed)
        masked = mask(text)
        voice = Voice.of(_language(masked.text, question.history), content)
        if (kind := route(masked.text)) is not None:
            return voice.noting(voice.small_talk(kind, self._holdings()), masked)
        asked = resolve(masked.text, question.history)
        if asked is None:
            return voice.noting(voice.says(Status.NEEDS_QUESTION), masked)
        found = self._finder.find(asked, question.today)
        answer = voice.answers(found, asked, masked)
        return replace(answer, timings_ms=answer.timings_ms | {"total": (perf_counter() - start) * 1000})

    def _voice(self, language: str) -> Voice:
        return Voice.of(language, current_or_default(self._content))

    def _holdings(self) -> Holdings | None:
        try:
            return self._searcher.holdings()
        except NoGenerationError:
            return None


def _language(text: str, history: Sequence[str]) -> str:
    """The language of a question; a few words say little, and what was asked before them says more."""
    if history and len(text.split()) < _FEW_WORDS:
        return detect(f"{clean(history[-1])} {clean(text)}")
    return detect(clean(text))
