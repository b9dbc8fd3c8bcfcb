"""What tells whether the hits answer a question: a few numbers, each with a name and a meaning."""

import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from itertools import takewhile

from bot.expectation import Expectation, met
from bot.quoting import Choice
from index.lexis import stem
from index.search import Hit, SearchResult

_NAME = re.compile(r"(?<=[\w,] )[A-ZÅÄÖ][\w-]+")
_INFLECTED_FROM = 4
_CONSIDERED_HITS = 4
_LONGEST_DETOUR = 0.13


@dataclass(frozen=True, slots=True)
class Features:
    """Of the best hit and the sentence that would be quoted first.

    meaning: `Hit.dense`. sentence: the sentence's cosine. weakest: the cosine of that word piece of the question which
    finds least in the passage. coverage: the share of the question's terms that the passage holds, 0 to 1. lacks_name:
    the share of the question's names that it lacks. detour: how much farther than the nearest sentence the nearest one
    is that holds what the question asks for (a number, a time, …), 0 to 0.13 in units of cosine.
    """

    meaning: float
    sentence: float
    weakest: float
    coverage: float
    lacks_name: float
    detour: float

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
    return Features(
        meaning=best.hit.dense,
        sentence=best.sentence.cosine,
        weakest=min(best.hit.pieces, default=0.0),
        coverage=best.hit.coverage,
        lacks_name=_missing_names(question, _held(best.hit)),
        detour=_detour(result.hits[:_CONSIDERED_HITS], expected),
    )


def _detour(hits: Sequence[Hit], expected: Expectation | None) -> float:
    if expected is None:
        return 0.0
    sentences = [sentence for hit in hits for sentence in hit.sentences]
    sentences.sort(key=lambda sentence: sentence.cosine, reverse=True)
    detours = ((sentence, sentences[0].cosine - sentence.cosine) for sentence in sentences)
    near = takewhile(lambda one: one[1] < _LONGEST_DETOUR, detours)
    return next((detour for sentence, detour in near if met(expected, sentence.text) == 1), _LONGEST_DETOUR)


def _held(hit: Hit) -> str:
    """Everything that is written in a passage and above it."""
    return " ".join((hit.source.metadata.title, *hit.heading_path, *(sentence.text for sentence in hit.sentences)))


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
