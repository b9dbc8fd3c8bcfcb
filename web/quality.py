"""How good the answers were when they were last measured; quality.json holds the recorded figures."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from pydantic import TypeAdapter

_FILE = "quality.json"
FIGURES = ("coverage", "quote_accuracy", "false_answer_rate")


@dataclass(frozen=True, slots=True)
class Share:
    """A share of `n` questions, 0 to 1, with its interval of 95 %."""

    value: float
    low: float
    high: float
    n: int

    @property
    def percent(self) -> str:
        """As it is written: 62 procent (mellan 47 och 75)."""
        value, low, high = (round(100 * share) for share in (self.value, self.low, self.high))
        return f"{value} procent (mellan {low} och {high})"


@dataclass(frozen=True, slots=True)
class Quality:
    """`coverage` is of questions with an answer, `quote_accuracy` of those of them that were shown a quote.

    `false_answer_rate` is of questions on the subject without an answer.
    """

    measured: date
    questions: int
    coverage: Share
    quote_accuracy: Share
    false_answer_rate: Share


@cache
def last_quality() -> Quality:
    """The figures that `make eval RECORD=1` wrote last."""
    content = json.loads(resources.files("web").joinpath(_FILE).read_text(encoding="utf-8"))
    return TypeAdapter(Quality).validate_python(content)
