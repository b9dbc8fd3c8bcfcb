"""What tells whether the hits answer a question: a few numbers, each with a name and a meaning."""

import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields

from bot.expectation import Expectation, met
from bot.quoting import Choice
from index.lexis import stem
from index.search import Hit, SearchResult

_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")
_NAME = re.compile(r"(?<=[\w,] )[A-ZÅÄÖ][\w-]+")
_INFLECTED_FROM = 4


@dataclass(frozen=True, slots=True)
class Features:
    """Of the best hit and the sentence that would be quoted, unless it says otherwise.

    meaning: `Hit.dense`. sentence: the sentence's cosine. weakest: the cosine of the question's word piece that
    finds least. lead: how far the score is above that of the next document. coverage: of the question's terms, 0 to
    1, in the passage. sentence_coverage: in the sentence. lacks_number: 1 where the question names a number or year
    that the passage does not hold. lacks_name: the share of the question's names that the passage lacks. unmet: how
    much the sentence lacks of what the question asks for, 0 to 1. wants: 1 where it asks for such a thing.
    """

    meaning: float
    sentence: float
    weakest: float
    lead: float
    coverage: float
    sentence_coverage: float
    lacks_number: float
    lacks_name: float
    unmet: float
    wants: float

    @classmethod
    def names(cls) -> tuple[str, ...]:
        return tuple(field.name for field in fields(cls))

    def values(self) -> tuple[float, ...]:
        """In the order of `names`."""
        return tuple(float(value) for value in astuple(self))


def features(
    question: str, result: SearchResult, choices: Sequence[Choice], expected: Expectation | None
) -> Features | None:
    """None where nothing was found."""
    if not result.hits or not choices:
        return None
    best = choices[0]
    held = _held(best.hit)
    unmet = 0.0 if expected is None else 1 - max(met(expected, choice.sentence.text) for choice in choices)
    return Features(
        meaning=best.hit.dense,
        sentence=best.sentence.cosine,
        weakest=min(best.hit.pieces, default=0.0),
        lead=_lead(result),
        coverage=best.hit.coverage,
        sentence_coverage=best.sentence.coverage,
        lacks_number=float(any(number not in held for number in _NUMBER.findall(question))),
        lacks_name=_missing_names(question, held),
        unmet=unmet,
        wants=float(expected is not None),
    )


def _held(hit: Hit) -> str:
    """Everything that is written in a passage and above it, and the days that are known of its document."""
    metadata = hit.source.metadata
    days = (metadata.decided_on, metadata.valid_from, metadata.valid_to)
    texts = (sentence.text for sentence in hit.sentences)
    return " ".join((metadata.title, *hit.heading_path, *texts, *(day.isoformat() for day in days if day)))


def _lead(result: SearchResult) -> float:
    first = result.hits[0]
    others = (hit.score for hit in result.hits + result.rejected if hit.source.id != first.source.id)
    return first.score - next(others, first.score - 0.1)


def _missing_names(question: str, held: str) -> float:
    names = _NAME.findall(question)
    if not names:
        return 0.0
    text = held.lower()
    return sum(_base(name) not in text for name in names) / len(names)


def _base(name: str) -> str:
    """A name without its ending, so that Västmanlands is found in Västmanland."""
    lowered = name.lower()
    return stem(lowered).removesuffix("s") if len(lowered) > _INFLECTED_FROM else lowered
