"""Golden questions that are added while the service runs, beside those of the shipped file."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from web.clock import Now, utc_now
from web.records.database import Records
from web.records.errors import AlreadyExistsError
from web.records.rows import wanted
from web.records.tables import GoldenQuestionRow
from web.records.texts import storable

LONGEST_QUESTION = 1000
LONGEST_DOCUMENT = 500


@dataclass(frozen=True, slots=True)
class GoldenRecord:
    """`document` is the path of the one that must answer, with the words `answer`; None where nothing may answer."""

    id: int
    question: str
    document: str | None
    answer: str
    created_by: str
    created: datetime


class GoldenQuestions:
    """The golden questions of the records."""

    def __init__(self, records: Records, now: Now = utc_now) -> None:
        self._records = records
        self._now = now

    def add(self, question: str, document: str | None, answer: str, created_by: str) -> GoldenRecord:
        """A new one. Raises AlreadyExistsError where the question is there, ValueError where a part is too long."""
        if len(question) > LONGEST_QUESTION or len(document or "") > LONGEST_DOCUMENT:
            raise ValueError(f"Frågan får ha högst {LONGEST_QUESTION} tecken, dokumentet {LONGEST_DOCUMENT}.")
        row = GoldenQuestionRow(
            question=storable(question),
            document=None if document is None else storable(document),
            answer=storable(answer),
            created_by=storable(created_by, 254),
            created=self._now(),
        )
        try:
            with self._records.transaction() as session:
                session.add(row)
                session.flush()
                return _record_of(row)
        except IntegrityError as error:
            raise AlreadyExistsError("Testfrågan finns redan.") from error

    def remove(self, golden_id: int) -> None:
        """The question is asked no more. Raises NotFoundError."""
        with self._records.transaction() as session:
            session.delete(wanted(session, GoldenQuestionRow, golden_id, "Testfrågan"))

    def all(self) -> tuple[GoldenRecord, ...]:
        """Every one, the oldest first."""
        with self._records.reading() as session:
            rows = session.scalars(select(GoldenQuestionRow).order_by(GoldenQuestionRow.id))
            return tuple(_record_of(row) for row in rows)


def _record_of(row: GoldenQuestionRow) -> GoldenRecord:
    return GoldenRecord(row.id, row.question, row.document, row.answer, row.created_by, row.created)
