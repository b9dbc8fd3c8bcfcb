"""Looks a question up: search, weigh, quote."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from bot import quoting, support, timeliness
from bot.answer import Quote, Status
from bot.expectation import Expectation, expectation
from bot.features import features
from bot.follow_up import Asked
from bot.quoting import Choice
from bot.weighing import Calibration
from index.search import Searcher, SearchResult

_SUBJECT_HITS = 2
"""Of the passages found for the earlier question, those whose documents the conversation may be about."""

_ON_SUBJECT = 0.5
"""How sure an earlier question must be of what it finds, as a share of what makes it related: it may lack an answer
and still name a document, but one that is off the subject names none."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a search gave: answered or related with quotes, or no_answer without. `confidence` is 0 to 1."""

    status: Status
    confidence: float
    generation: str
    quotes: tuple[Quote, ...] = ()
    timings_ms: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Weighed:
    status: Status
    confidence: float
    choices: tuple[Choice, ...] = ()


class Finder:
    """Finds the sentences that answer. Both parts of a search may raise NoGenerationError."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._calibration = Calibration.load()

    def find(self, asked: Asked, today: date) -> Finding:
        """The finding for a question on a day."""
        if asked.earlier:
            return self._inside_the_conversation(asked, today)
        result = self._searcher.search(asked.query)
        return self._quoted(self._weigh(asked.query, result, today), (result,), today)

    def _inside_the_conversation(self, asked: Asked, today: date) -> Finding:
        """The earlier questions find the document, and the new one is asked inside it, by its own words alone.

        The new question may choose among the documents that the earlier one found, and brings in no other.
        """
        subject = self._searcher.search(asked.earlier[0])
        if self._weigh(asked.earlier[0], subject, today).confidence < self._calibration.related_from * _ON_SUBJECT:
            return self._quoted(_Weighed(Status.NO_ANSWER, 0.0), (subject,), today)
        whole = self._searcher.search(asked.with_earlier)
        found = timeliness.rounds(subject, asked.with_earlier, today)[0].hits
        about = {hit.source.id for hit in found[:_SUBJECT_HITS]}
        ranked = timeliness.rounds(whole, asked.with_earlier, today)[0].hits
        best = [hit.source.id for hit in (*ranked, *found) if hit.source.id in about][:1]
        inside = self._searcher.search(asked.query, best)
        return self._quoted(self._weigh_inside(asked.query, inside), (subject, whole, inside), today)

    def _weigh_inside(self, question: str, result: SearchResult) -> _Weighed:
        expected = expectation(question)
        choices = quoting.choose(result.hits, expected)
        status = support.decide(question, expected, choices[0]) if choices else Status.NO_ANSWER
        return _Weighed(status, self._confidence(question, result, choices, expected), choices)

    def _weigh(self, question: str, result: SearchResult, today: date) -> _Weighed:
        """The outcome of the first round that has one."""
        expected = expectation(question)
        weighed = _Weighed(Status.NO_ANSWER, 0.0)
        for part in timeliness.rounds(result, question, today):
            choices = quoting.choose(part.hits, expected)
            confidence = self._confidence(question, part, choices, expected)
            is_complete = bool(choices) and quoting.is_complete(choices[0], expected)
            weighed = _Weighed(self._calibration.decide(confidence, is_complete), confidence, choices)
            if weighed.status is not Status.NO_ANSWER:
                break
        return weighed

    def _confidence(
        self, question: str, result: SearchResult, choices: Sequence[Choice], expected: Expectation | None
    ) -> float:
        return self._calibration.confidence(features(question, result, choices, expected))

    def _quoted(self, weighed: _Weighed, results: Sequence[SearchResult], today: date) -> Finding:
        """The chosen sentences as quotes; with none of them left there is no answer."""
        shown = () if weighed.status is Status.NO_ANSWER else weighed.choices
        quotes = quoting.quotes(shown, self._searcher, today)
        timings: dict[str, float] = {}
        for result in results:
            timings |= {step: timings.get(step, 0.0) + value for step, value in result.timings_ms.items()}
        status = weighed.status if quotes else Status.NO_ANSWER
        return Finding(status, round(weighed.confidence, 4), results[-1].generation, quotes, timings)
