"""A question's way: the steps to an answer, in reading order."""

import logging
import re
from time import perf_counter

from bot import quoting
from bot.answer import Answer, Question, Status
from bot.expectation import expectation
from bot.features import features
from bot.replies import TEXTS
from bot.weighing import Calibration
from index.errors import NoGenerationError
from index.search import Searcher

_log = logging.getLogger(__name__)
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")


class Answering:
    """Answers questions from what a Searcher finds, word for word or not at all."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._calibration = Calibration.load()

    def answer(self, question: Question) -> Answer:
        """An Answer for any question; whatever fails inside comes out as `unavailable` and never as an error."""
        try:
            return self._steps(question)
        except NoGenerationError:
            return Answer(Status.UNAVAILABLE, TEXTS[Status.UNAVAILABLE])
        except Exception:
            _log.exception("answering failed")
            return Answer(Status.UNAVAILABLE, TEXTS[Status.UNAVAILABLE])

    def _steps(self, question: Question) -> Answer:
        start = perf_counter()
        if not _LETTER_OR_DIGIT.search(question.text):
            return Answer(Status.NEEDS_QUESTION, TEXTS[Status.NEEDS_QUESTION])
        result = self._searcher.search(question.text)
        expected = expectation(question.text)
        choices = quoting.choose(result.hits, expected)
        confidence = self._calibration.confidence(features(question.text, result, choices, expected))
        status = self._calibration.decide(confidence)
        found = () if status is Status.NO_ANSWER else quoting.quotes(choices, self._searcher, question.today)
        if not found:
            status = Status.NO_ANSWER
        return Answer(
            status=status,
            text=TEXTS[status],
            quotes=found if status is Status.ANSWERED else (),
            related=found if status is Status.RELATED else (),
            confidence=round(confidence, 4),
            generation=result.generation,
            timings_ms=result.timings_ms | {"total": (perf_counter() - start) * 1000},
        )
