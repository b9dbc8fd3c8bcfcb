"""A question as it is to be looked up: alone, or with the earlier ones that it leans on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.characters import clean
from bot.limits import MOST_EARLIER
from bot.privacy import PersonalData, mask
from bot.risk import at_risk
from bot.routing import route, without_greeting
from bot.standing_alone import stands_alone
from index.lexis import FUNCTION_WORDS, words

_PLACEHOLDERS = re.compile("|".join(re.escape(f"[{kind.value}]") for kind in PersonalData))
_MARKS = re.compile(r"^[^\w]+|[^\w?]+$")


@dataclass(frozen=True, slots=True)
class Asked:
    """`query` is searched. `earlier` is what it leans on, oldest first and the first standing alone; else empty."""

    query: str
    earlier: tuple[str, ...] = ()

    @property
    def with_earlier(self) -> str:
        return " ".join((*self.earlier, self.query))


def resolve(text: str, history: Sequence[str]) -> Asked | None:
    """What a clean and masked text asks for; None where there is nothing left to look up.

    A question that stands alone never leans on the earlier ones, and of those only the last six are seen, clean and
    masked. What was said by someone at risk, and small talk, is not leant on.
    """
    query = _searchable(text)
    if query and stands_alone(query):
        return Asked(query)
    earlier = _leant_on(history)
    if query and earlier:
        return Asked(query, earlier)
    return Asked(query) if set(words(query)) - FUNCTION_WORDS else None


def _searchable(text: str) -> str:
    return _MARKS.sub("", _PLACEHOLDERS.sub(" ", without_greeting(text))).strip()


def _leant_on(history: Sequence[str]) -> tuple[str, ...]:
    """The last earlier question that stands alone, and those after it."""
    questions = [
        _searchable(mask(cleaned).text)
        for cleaned in map(clean, history[-MOST_EARLIER:])
        if at_risk(cleaned) is None and route(cleaned) is None
    ]
    questions = [question for question in questions if question]
    first = next((i for i in reversed(range(len(questions))) if stands_alone(questions[i])), None)
    return () if first is None else tuple(questions[first:])
