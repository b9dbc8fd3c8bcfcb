"""Failed logins, so that guessing is slowed down; counted alike whether what was tried exists or not."""

from datetime import timedelta

from sqlalchemy import delete, func, select

from web.clock import Now, utc_now
from web.records.database import Records
from web.records.tables import LoginFailureRow
from web.records.texts import sha256

KEPT = timedelta(days=1)


class LoginFailures:
    """A subject is what was tried, such as an e-mail address. Only its SHA-256 is kept, for a day."""

    def __init__(self, records: Records, now: Now = utc_now) -> None:
        self._records = records
        self._now = now

    def note(self, subject: str) -> None:
        """One more failure, now."""
        now = self._now()
        with self._records.transaction() as session:
            session.execute(delete(LoginFailureRow).where(LoginFailureRow.at <= now - KEPT))
            session.add(LoginFailureRow(subject_sha256=sha256(subject), at=now))

    def recent(self, subject: str, within: timedelta) -> int:
        """How many failures there were in the time `within`, at most a day."""
        statement = (
            select(func.count())
            .select_from(LoginFailureRow)
            .where(LoginFailureRow.subject_sha256 == sha256(subject), LoginFailureRow.at > self._now() - within)
        )
        with self._records.reading() as session:
            return session.scalar(statement) or 0

    def forget(self, subject: str) -> None:
        """The failures of a subject count no more: it has logged in."""
        with self._records.transaction() as session:
            session.execute(delete(LoginFailureRow).where(LoginFailureRow.subject_sha256 == sha256(subject)))

    def take_back(self, subject: str) -> None:
        """The newest failure of a subject was none."""
        newest = (
            select(LoginFailureRow.id)
            .where(LoginFailureRow.subject_sha256 == sha256(subject))
            .order_by(LoginFailureRow.id.desc())
            .limit(1)
        )
        with self._records.transaction() as session:
            session.execute(delete(LoginFailureRow).where(LoginFailureRow.id.in_(newest)))
