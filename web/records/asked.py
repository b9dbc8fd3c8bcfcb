"""What is asked: how many questions a day, and the masked text of those that the documents do not answer."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select, update

from bot.answer import Status
from web.records.database import Records
from web.records.rows import LARGEST_ID, count, found
from web.records.tables import CountRow, UnansweredRow
from web.records.texts import sha256, storable

LONGEST_TEXT = 1000
_KEPT = {Status.RELATED, Status.NO_ANSWER}


class Channel(StrEnum):
    """Where a question came in; at most 10 characters."""

    PAGE = "webb"
    WIDGET = "widget"
    API = "api"
    TEAMS = "teams"


class Handling(StrEnum):
    """What is done about a question that got no answer; at most 30 characters."""

    NEW = "ny"
    WRITING = "skapar underlag"
    DONE = "besvarad"
    OUTSIDE = "utanför uppdraget"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was asked. `text` is masked; it is kept with `related` and `no_answer` only."""

    channel: Channel
    outcome: Status
    day: date
    text: str | None


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A text that was asked on a day, by channel and outcome: `number` times."""

    id: int
    day: date
    channel: Channel
    outcome: Status
    text: str
    number: int
    handling: Handling
    unit: str
    note: str


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many questions of a day came in by a channel and out with an outcome."""

    day: date
    channel: Channel
    outcome: Status
    number: int


class Questions:
    """Nothing here tells who asked, or when during the day."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def add(self, many: Sequence[Asked]) -> None:
        """Count the questions, and keep the texts that may be kept, in one transaction.

        A text is cut after 1,000 characters. One that is asked again the same day is counted, and keeps its handling.
        """
        numbers = Counter((one.day, one.channel, one.outcome) for one in many)
        texts = Counter(
            (one.day, one.channel, one.outcome, storable(one.text, LONGEST_TEXT))
            for one in many
            if one.text and one.outcome in _KEPT
        )
        counts = [
            {"day": day, "channel": channel.value, "outcome": outcome.value, "number": number}
            for (day, channel, outcome), number in numbers.items()
        ]
        with self._records.transaction() as session:
            count(session, CountRow, counts, ("day", "channel", "outcome"))
            kept = [
                _kept(Asked(channel, outcome, day, text), number)
                for (day, channel, outcome, text), number in texts.items()
            ]
            count(session, UnansweredRow, kept, ("day", "channel", "outcome", "text_sha256"))

    def unanswered(self, handling: Handling | None = None, limit: int = 2000) -> tuple[Unanswered, ...]:
        """The questions without an answer, the newest first; those with one handling where it is given."""
        statement = select(UnansweredRow).order_by(UnansweredRow.day.desc(), UnansweredRow.id.desc()).limit(limit)
        if handling is not None:
            statement = statement.where(UnansweredRow.status == handling.value)
        with self._records.reading() as session:
            return tuple(unanswered_of(row) for row in session.scalars(statement))

    def get(self, question_id: int) -> Unanswered | None:
        """One of them; None where there is none."""
        with self._records.reading() as session:
            row = found(session, UnansweredRow, question_id)
            return None if row is None else unanswered_of(row)

    def handle(self, ids: Sequence[int], handling: Handling, unit: str, note: str) -> None:
        """Say what is done about some of them; ids that are not there are passed over. `unit`: 200 characters."""
        possible = [one for one in ids if 0 < one <= LARGEST_ID]
        values = {"status": handling.value, "unit": storable(unit, 200), "note": storable(note)}
        with self._records.transaction() as session:
            session.execute(update(UnansweredRow).where(UnansweredRow.id.in_(possible)).values(values))

    def counts(self, since: date, until: date) -> tuple[DayCount, ...]:
        """The counts of the days from `since` to `until`, both included, by day, channel and outcome."""
        statement = (
            select(CountRow)
            .where(CountRow.day.between(since, until))
            .order_by(CountRow.day, CountRow.channel, CountRow.outcome)
        )
        with self._records.reading() as session:
            return tuple(count_of(row) for row in session.scalars(statement))


def unanswered_of(row: UnansweredRow) -> Unanswered:
    """The question that a row holds."""
    return Unanswered(
        id=row.id,
        day=row.day,
        channel=Channel(row.channel),
        outcome=Status(row.outcome),
        text=row.text,
        number=row.number,
        handling=Handling(row.status),
        unit=row.unit,
        note=row.note,
    )


def count_of(row: CountRow) -> DayCount:
    """The count that a row holds."""
    return DayCount(row.day, Channel(row.channel), Status(row.outcome), row.number)


def _kept(one: Asked, number: int) -> dict[str, object]:
    text = one.text or ""
    return {
        "day": one.day,
        "channel": one.channel.value,
        "outcome": one.outcome.value,
        "text": text,
        "text_sha256": sha256(text),
        "number": number,
        "status": Handling.NEW.value,
        "unit": "",
        "note": "",
    }
