"""Whether answers helped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from bot.answer import Status
from web.records.asked import LONGEST_TEXT, Channel
from web.records.database import Records
from web.records.rows import count
from web.records.tables import FeedbackRow
from web.records.texts import sha256, storable

_KEYS = ("day", "channel", "helpful", "outcome", "content_sha256")


@dataclass(frozen=True, slots=True)
class Feedback:
    """What was said `number` times on a day of an answer with those `references` of quotes."""

    id: int
    day: date
    channel: Channel
    helpful: bool
    question: str
    outcome: Status
    references: tuple[str, ...]
    number: int


class FeedbackRecords:
    """The masked question is kept with a no only, and never where the asker may be at risk."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def add(  # noqa: PLR0913, PLR0917 - what is said of one answer
        self,
        day: date,
        channel: Channel,
        helpful: bool,
        question: str | None,
        outcome: Status,
        references: Sequence[str],
    ) -> None:
        """Count a yes or a no. `question` is masked, and cut after 1,000 characters."""
        silent = helpful or outcome is Status.CRISIS
        text = "" if silent else storable(question or "", LONGEST_TEXT)
        listed = "\n".join(storable(reference).replace("\n", " ") for reference in references)
        row = {
            "day": day,
            "channel": channel.value,
            "helpful": helpful,
            "outcome": outcome.value,
            "content_sha256": sha256(f"{text}\n\n{listed}"),
            "question": text,
            "references": listed,
            "number": 1,
        }
        with self._records.transaction() as session:
            count(session, FeedbackRow, [row], _KEYS)

    def negatives(self, limit: int = 500) -> tuple[Feedback, ...]:
        """Every no, the newest first."""
        statement = (
            select(FeedbackRow)
            .where(FeedbackRow.helpful.is_(False))
            .order_by(FeedbackRow.day.desc(), FeedbackRow.id.desc())
            .limit(limit)
        )
        with self._records.reading() as session:
            return tuple(feedback_of(row) for row in session.scalars(statement))

    def totals(self, since: date, until: date) -> dict[bool, int]:
        """How many yes (True) and no (False) there were from `since` to `until`, both included."""
        statement = (
            select(FeedbackRow.helpful, func.sum(FeedbackRow.number))
            .where(FeedbackRow.day.between(since, until))
            .group_by(FeedbackRow.helpful)
        )
        with self._records.reading() as session:
            found = {bool(helpful): int(number) for helpful, number in session.execute(statement)}
        return {True: found.get(True, 0), False: found.get(False, 0)}


def feedback_of(row: FeedbackRow) -> Feedback:
    """The feedback that a row holds."""
    return Feedback(
        id=row.id,
        day=row.day,
        channel=Channel(row.channel),
        helpful=row.helpful,
        question=row.question,
        outcome=Status(row.outcome),
        references=tuple(row.references.split("\n")) if row.references else (),
        number=row.number,
    )
