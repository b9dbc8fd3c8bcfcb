"""The conversation that the page itself carries: questions, how they came out, and references to what was quoted.

Every quote is read again from the archive, so what comes back can name a quote but never word one.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answer import Answer, Quote, Status
from bot.limits import MOST_EARLIER, refusal
from index.errors import NoGenerationError
from web.catalogue import Catalogue
from web.references import Reference

_RATED = "tack"
_OUTCOME = re.compile(
    rf"(?P<status>[a-z_]{{1,20}}) (?P<language>[a-z]{{2}})(?P<rated> {_RATED})?(?P<references>(?: \S{{1,300}}){{0,6}})"
)

SaidAgain = Callable[[str, Status, str], Answer]
"""From a question, how it came out and the language of the reply to that reply, without its quotes."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and its answer; `rated` where the asker has said whether it helped."""

    question: str
    answer: Answer
    rated: bool = False

    @property
    def outcome(self) -> str:
        """What the page carries of the answer: its status and language, “tack” if it is rated, and the references."""
        quotes = self.answer.quotes + self.answer.related
        thanks = [_RATED] if self.rated else []
        return " ".join([self.answer.status, self.answer.language, *thanks, *(quote.reference for quote in quotes)])

    def as_rated(self) -> "Turn":
        return replace(self, rated=True)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a page says of an answer; nothing proves that its references name anything."""

    status: Status
    language: str
    rated: bool
    references: tuple[str, ...]


def restored(
    questions: Sequence[str], outcomes: Sequence[str], catalogue: Catalogue, said_again: SaidAgain
) -> tuple[Turn, ...]:
    """The latest turns that a page may carry, oldest first; one that cannot be read is left out."""
    pairs = list(zip(questions, outcomes, strict=False))[-MOST_EARLIER:]
    turns = (_turn(question.replace("\r\n", "\n"), outcome, catalogue, said_again) for question, outcome in pairs)
    return tuple(turn for turn in turns if turn is not None)


def read_outcome(text: str) -> Outcome | None:
    """What a page carries of an answer, or None where it cannot be read."""
    found = _OUTCOME.fullmatch(text)
    if found is None or found["status"] not in set(Status):
        return None
    references = tuple(found["references"].split())
    return Outcome(Status(found["status"]), found["language"], found["rated"] is not None, references)


def _turn(question: str, outcome: str, catalogue: Catalogue, said_again: SaidAgain) -> Turn | None:
    found = read_outcome(outcome)
    # Whoever is at risk was answered whatever the length of what they wrote.
    if found is None or (refusal(question) is not None and found.status is not Status.CRISIS):
        return None
    quotes = tuple(quote for text in found.references if (quote := _quote(text, catalogue)) is not None)
    answer = replace(
        said_again(question, found.status, found.language),
        quotes=quotes if found.status is Status.ANSWERED else (),
        related=quotes if found.status is Status.RELATED else (),
    )
    return Turn(question, answer, found.rated)


def _quote(text: str, catalogue: Catalogue) -> Quote | None:
    reference = Reference.parse(text)
    try:
        return catalogue.quote(reference, date.today()) if reference else None
    except NoGenerationError:
        return None
