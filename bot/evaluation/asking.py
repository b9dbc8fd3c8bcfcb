"""Asks the questions of a set, one after another, and keeps what came out."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from time import perf_counter

from bot.answer import Answer, Question, Quote
from bot.answering import Answering
from bot.evaluation.sets import EvaluationQuestion, EvaluationSet
from index.encoder import Progress
from index.search import Holdings, Meaning, Searcher, SearchResult

_WARM_UP = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its Answer, the names of the documents behind the ranked hits, best first, and the time."""

    question: EvaluationQuestion
    answer: Answer
    ranked: tuple[str, ...]
    is_right: bool
    milliseconds: float

    @property
    def shown(self) -> tuple[Quote, ...]:
        return self.answer.quotes + self.answer.related

    @property
    def confidence(self) -> float:
        """The Answer's; 0 where nothing was searched."""
        return self.answer.confidence or 0.0


class _Recorder:
    """A Searcher that remembers the last result, so that ranking is judged on the search the answer came from."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self.last: SearchResult | None = None

    def search(self, query: str, within: Collection[str] = ()) -> SearchResult:
        found = self._searcher.search(query, within)
        if not within:
            self.last = found
        return found

    def meaning(self, text: str) -> Meaning:
        return self._searcher.meaning(text)

    def canonical_text(self, document_id: str, version: str) -> str | None:
        return self._searcher.canonical_text(document_id, version)

    def holdings(self) -> Holdings:
        return self._searcher.holdings()


def ask(chosen: EvaluationSet, searcher: Searcher, today: date, progress: Progress) -> tuple[Asked, ...]:
    """Every question of a set, asked as on the day `today`."""
    recorder = _Recorder(searcher)
    answering = Answering(recorder)
    for question in chosen.questions[:_WARM_UP]:
        answering.answer(_as_asked(question, today))
    asked = []
    for question in chosen.questions:
        recorder.last = None
        start = perf_counter()
        answer = answering.answer(_as_asked(question, today))
        milliseconds = (perf_counter() - start) * 1000
        ranked = _ranked(chosen, recorder.last)
        asked.append(Asked(question, answer, ranked, _is_right(chosen, question, answer), milliseconds))
        progress(1)
    return tuple(asked)


def confidences(
    questions: Iterable[EvaluationQuestion], searcher: Searcher, today: date, progress: Progress
) -> list[float]:
    """The confidence of the Answer to each question, 0 to 1."""
    answering = Answering(searcher)
    values = []
    for question in questions:
        values.append(answering.answer(_as_asked(question, today)).confidence or 0.0)
        progress(1)
    return values


def _as_asked(question: EvaluationQuestion, today: date) -> Question:
    return Question(question.text, question.history, today)


def _ranked(chosen: EvaluationSet, result: SearchResult | None) -> tuple[str, ...]:
    hits = result.hits + result.rejected if result else ()
    return tuple(dict.fromkeys(chosen.name_of(hit.source.path) for hit in hits))


def _is_right(chosen: EvaluationSet, question: EvaluationQuestion, answer: Answer) -> bool:
    quotes = answer.quotes + answer.related
    return any(question.wanted.is_met_by(chosen.name_of(quote.source.path), quote.text) for quote in quotes)
