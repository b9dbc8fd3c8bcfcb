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

_OUTCOME = re.compile(r"(?P<status>[a-z_]{1,20}) (?P<language>[a-z]{2})(?P<references>(?: \S{1,300}){0,6})")

SaidAgain = Callable[[str, Status, str], Answer]
"""From a question, how it came out and the language of the reply to that reply, without its quotes."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and its answer."""

    question: str
    answer: Answer

    @property
    def outcome(self) -> str:
        """What the page carries of the answer: status, language and references, with spaces between."""
        quotes = self.answer.quotes + self.answer.related
        return " ".join([self.answer.status.value, self.answer.language, *(quote.reference for quote in quotes)])


def restored(
    questions: Sequence[str], outcomes: Sequence[str], catalogue: Catalogue, said_again: SaidAgain
) -> tuple[Turn, ...]:
    """The latest turns that a page may carry, oldest first; one that cannot be read is left out."""
    pairs = list(zip(questions, outcomes, strict=False))[-MOST_EARLIER:]
    turns = (_turn(question.replace("\r\n", "\n"), outcome, catalogue, said_again) for question, outcome in pairs)
    return tuple(turn for turn in turns if turn is not None)


def _turn(question: str, outcome: str, catalogue: Catalogue, said_again: SaidAgain) -> Turn | None:
    found = _OUTCOME.fullmatch(outcome)
    if found is None or found["status"] not in set(Status):
        return None
    status = Status(found["status"])
    # Whoever is at risk was answered whatever the length of what they wrote.
    if refusal(question) is not None and status is not Status.CRISIS:
        return None
    quotes = tuple(quote for text in found["references"].split() if (quote := _quote(text, catalogue)) is not None)
    return Turn(
        question,
        replace(
            said_again(question, status, found["language"]),
            quotes=quotes if status is Status.ANSWERED else (),
            related=quotes if status is Status.RELATED else (),
        ),
    )


def _quote(text: str, catalogue: Catalogue) -> Quote | None:
    reference = Reference.parse(text)
    try:
        return catalogue.quote(reference, date.today()) if reference else None
    except NoGenerationError:
        return None
