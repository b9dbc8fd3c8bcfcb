"""Whether an answer helped, as the page's own buttons say it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from bot.answer import Status
from bot.limits import refusal
from web.conversation import Turn, read_outcome
from web.references import Reference

RATED = frozenset({Status.ANSWERED, Status.RELATED, Status.NO_ANSWER})
"""Outcomes of a search. Help in a crisis is not rated."""

_WORDS = {True: "ja", False: "nej"}


@dataclass(frozen=True, slots=True)
class Rating:
    """A yes or no to the answer that a question got; `references` name what was quoted."""

    helpful: bool
    question: str
    outcome: Status
    references: tuple[str, ...]

    @classmethod
    def read(cls, value: str) -> Self | None:
        """What the value of a pressed button says, or None where it says nothing that can be used."""
        head, _, question = value.replace("\r\n", "\n").partition("\n")
        word, _, carried = head.partition(" ")
        found = read_outcome(carried)
        if word not in _WORDS.values() or found is None or found.status not in RATED or refusal(question):
            return None
        known = [reference for text in found.references if (reference := Reference.parse(text)) is not None]
        return cls(word == _WORDS[True], question, found.status, tuple(map(str, known)))

    def is_of(self, turn: Turn) -> bool:
        """Whether it is the answer of that turn that was rated."""
        quotes = turn.answer.quotes + turn.answer.related
        named = tuple(quote.reference for quote in quotes)
        return (turn.question, turn.answer.status, named) == (self.question, self.outcome, self.references)


@dataclass(frozen=True, slots=True)
class Values:
    """The values of the two buttons under an answer."""

    yes: str
    no: str


def rating_values(turn: Turn) -> Values | None:
    """The values of the buttons that rate the answer of a turn; None where it cannot be rated."""
    if turn.rated or turn.answer.status not in RATED:
        return None
    carried = f"{turn.outcome}\n{turn.question}"
    return Values(f"{_WORDS[True]} {carried}", f"{_WORDS[False]} {carried}")


def place_of(rating: Rating, turns: Sequence[Turn]) -> int | None:
    """Where the latest turn stands whose answer was rated; None where the page carries it no more."""
    return next((place for place in reversed(range(len(turns))) if rating.is_of(turns[place])), None)
