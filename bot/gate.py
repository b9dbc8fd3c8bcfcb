"""The gate before publishing: golden questions are asked of a new generation and of the live one, and compared."""

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.answer import Question, Status
from bot.answering import Answering
from bot.errors import BotError
from bot.golden import GoldenQuestion
from index.encoder import Progress
from index.errors import IndexingError
from index.search import Searcher

_log = logging.getLogger(__name__)


class GateReportError(BotError):
    """A stored report that cannot be read."""


class Verdict(StrEnum):
    """What a new generation makes of a golden question, beside the live one."""

    WORSE = "worse"
    BETTER = "better"
    DIFFERENT = "different"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a question came out: the texts that were shown, the title of each one's document, and if it is right."""

    status: Status
    quotes: tuple[str, ...]
    titles: tuple[str, ...]
    right: bool


@dataclass(frozen=True, slots=True)
class Trial:
    """A golden question with its outcomes; `before` is None where nothing was asked.

    `wanted` is "" where any quote will do; `document` is the one that must answer, None where nothing may.
    """

    question: str
    document: str | None
    wanted: str
    before: Outcome | None
    after: Outcome

    @property
    def verdict(self) -> Verdict:
        """Better or worse by what is right alone; with nothing to compare with nothing is worse."""
        before, after = self.before, self.after
        if before is None:
            return Verdict.BETTER if after.right else Verdict.DIFFERENT
        if before.right != after.right:
            return Verdict.BETTER if after.right else Verdict.WORSE
        same = (before.status, before.quotes) == (after.status, after.quotes)
        return Verdict.SAME if same else Verdict.DIFFERENT


@dataclass(frozen=True, slots=True)
class GateReport:
    """The comparison of a generation with the one that was live, None where there was none."""

    generation: str
    live: str | None
    trials: tuple[Trial, ...]

    def with_verdict(self, verdict: Verdict) -> tuple[Trial, ...]:
        return tuple(trial for trial in self.trials if trial.verdict is verdict)

    @property
    def is_worse(self) -> bool:
        return bool(self.with_verdict(Verdict.WORSE))

    @property
    def counts(self) -> dict[str, int]:
        """The number of trials by verdict, in the order of Verdict."""
        counted = Counter(trial.verdict for trial in self.trials)
        return {verdict.value: counted[verdict] for verdict in Verdict}

    @property
    def right_before(self) -> int | None:
        """How many are right in the live generation; None where none was asked."""
        asked = [trial.before for trial in self.trials if trial.before is not None]
        return sum(before.right for before in asked) if asked else None

    @property
    def live_is_unreadable(self) -> bool:
        """Whether there was a live generation, and it could not be asked."""
        return self.live is not None and bool(self.trials) and self.right_before is None

    @property
    def right_after(self) -> int:
        return sum(trial.after.right for trial in self.trials)

    def to_dict(self) -> dict[str, Any]:
        """Ready for JSON: the fields, and what is reckoned from them."""
        fields: dict[str, Any] = _REPORT.dump_python(self, mode="json")
        for plain, trial in zip(fields["trials"], self.trials, strict=True):
            plain["verdict"] = trial.verdict.value
        return fields | {
            "is_worse": self.is_worse,
            "counts": self.counts,
            "right_before": self.right_before,
            "right_after": self.right_after,
        }

    @classmethod
    def from_dict(cls, fields: dict[str, Any]) -> "GateReport":
        """What `to_dict` gave. Raises GateReportError."""
        try:
            return _REPORT.validate_python(fields)
        except ValidationError as error:
            raise GateReportError(f"Jämförelsen går inte att läsa: {error}") from error


_REPORT = TypeAdapter(GateReport)


@dataclass(frozen=True, slots=True)
class Gate:
    """How golden questions are asked: what opens a generation by its id, on which day, and how long it goes on."""

    open: Callable[[str], Searcher]
    today: date
    step: Callable[[str, int], Progress]

    def compare(self, golden: Sequence[GoldenQuestion], generation: str, live: str | None) -> GateReport:
        """Ask every question of both generations, one after another. Raises what `open` raises of the new one.

        A live one that cannot be opened is not asked: a new one must be able to take its place. Each generation is
        opened once, and the first is let go of before the next, so that one at a time is in memory.
        """
        progress = self.step("Ställer testfrågor", len(golden) * (1 if live in {None, generation} else 2))
        after = self._ask(golden, generation, progress)
        before: Sequence[Outcome | None] = [None] * len(golden)
        if live is not None:
            before = after if live == generation else self._asked_of_live(golden, live, progress)
        pairs = zip(golden, before, after, strict=True)
        trials = (Trial(asked.question, asked.document, asked.answer, old, new) for asked, old, new in pairs)
        return GateReport(generation, live, tuple(trials))

    def _asked_of_live(
        self, golden: Sequence[GoldenQuestion], live: str, progress: Progress
    ) -> Sequence[Outcome | None]:
        try:
            return self._ask(golden, live, progress)
        except IndexingError as error:
            _log.warning("the live generation is not compared with: %s", error)
            progress(len(golden))
            return [None] * len(golden)

    def _ask(self, golden: Sequence[GoldenQuestion], generation: str, progress: Progress) -> list[Outcome]:
        answering = Answering(self.open(generation))
        outcomes = []
        for asked in golden:
            answer = answering.answer(Question(asked.question, today=self.today))
            shown = answer.quotes or answer.related
            texts, titles = (quote.text for quote in shown), (quote.source.metadata.title for quote in shown)
            outcomes.append(Outcome(answer.status, tuple(texts), tuple(titles), asked.is_answered_right(answer)))
            progress(1)
        return outcomes
