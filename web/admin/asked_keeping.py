"""Saying what is done about questions that got no answer, from a page or a script, with a line in the log."""

from collections.abc import Sequence

from web.records.asked import Handling, Questions
from web.records.audit import Action, Audit
from web.records.database import Records


class AskedKeeping:
    """`actor` is who does it, as the log names them."""

    def __init__(self, records: Records, questions: Questions, audit: Audit) -> None:
        self._records = records
        self._questions = questions
        self._audit = audit

    def handle(self, actor: str, ids: Sequence[int], handling: Handling, words: tuple[str, str]) -> None:
        """What is done about the questions with those ids; `words` are the responsible unit and a note."""
        unit, note = words
        with self._records.transaction():
            self._questions.handle(ids, handling, unit, note)
            # The words of a question are removed in time, those of the log are not.
            subject = f"{len(ids)} {'rad' if len(ids) == 1 else 'rader'}"
            self._audit.write(actor, Action.QUESTION_HANDLED, subject, f"{handling}, enhet: {unit or '–'}")
