"""Writes what has waited to the records."""

from collections.abc import Sequence

from web.records.asked import Asked, Questions
from web.records.database import Records
from web.records.feedback import FeedbackRecords
from web.waiting import Rated, Waiting


class Writing:
    """Questions are counted and ratings kept, all of a batch or none of it."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._questions = Questions(records)
        self._feedback = FeedbackRecords(records)

    def write(self, batch: Sequence[Waiting | None]) -> None:
        """One transaction; what is None is passed over. Raises RecordsUnavailableError where nothing was written."""
        asked = [item for item in batch if isinstance(item, Asked)]
        with self._records.transaction():
            if asked:
                self._questions.add(asked)
            for item in batch:
                if isinstance(item, Rated):
                    said = item.rating
                    self._feedback.add(
                        item.day, item.channel, said.helpful, said.question, said.outcome, said.references
                    )
