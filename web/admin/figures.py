"""How many questions there are and how they come out, by week."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from bot.answer import Status
from web.records.asked import Channel, DayCount, Questions
from web.records.database import Records
from web.records.feedback import FeedbackRecords

_SEARCHED = (Status.ANSWERED, Status.RELATED, Status.NO_ANSWER)


@dataclass(frozen=True, slots=True)
class Week:
    """A week from its Monday; `yes` and `no` are what those who asked said of the answers."""

    monday: date
    by_outcome: Counter[Status] = field(default_factory=Counter)
    by_channel: Counter[Channel] = field(default_factory=Counter)
    yes: int = 0
    no: int = 0

    @property
    def name(self) -> str:
        """As 2026-W48 (ISO 8601)."""
        year, number, _ = self.monday.isocalendar()
        return f"{year}-W{number:02}"

    @property
    def number(self) -> int:
        return self.by_outcome.total()

    @property
    def searched(self) -> int:
        """Questions that the documents were searched for."""
        return sum(self.by_outcome[status] for status in _SEARCHED)

    @property
    def share_answered(self) -> float | None:
        """0 to 1, of the questions that were searched for; None where there were none."""
        return self.by_outcome[Status.ANSWERED] / self.searched if self.searched else None

    def to_dict(self) -> dict[str, Any]:
        """JSON values."""
        share = self.share_answered
        return {
            "week": self.name,
            "monday": self.monday.isoformat(),
            "questions": self.number,
            "searched": self.searched,
            "share_answered": None if share is None else round(share, 4),
            "by_outcome": {status.value: self.by_outcome[status] for status in Status},
            "by_channel": {channel.value: self.by_channel[channel] for channel in Channel},
            "feedback": {"yes": self.yes, "no": self.no},
        }


def weeks_until(records: Records, today: date, number: int) -> tuple[Week, ...]:
    """The latest weeks, oldest first, the last of them the one of `today`."""
    this_monday = today - timedelta(days=today.weekday())
    mondays = [this_monday - timedelta(weeks=back) for back in reversed(range(number))]
    counts = Questions(records).counts(mondays[0], today)
    feedback = FeedbackRecords(records)
    return tuple(_week(monday, counts, feedback.totals(monday, monday + timedelta(days=6))) for monday in mondays)


def _week(monday: date, counts: Iterable[DayCount], said: dict[bool, int]) -> Week:
    by_outcome: Counter[Status] = Counter()
    by_channel: Counter[Channel] = Counter()
    for one in counts:
        if timedelta(0) <= one.day - monday < timedelta(days=7):
            by_outcome[one.outcome] += one.number
            by_channel[one.channel] += one.number
    return Week(monday, by_outcome, by_channel, said[True], said[False])
