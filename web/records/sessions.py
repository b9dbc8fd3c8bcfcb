"""Logins. The secret is in the cookie only; the database holds its SHA-256."""

import secrets
from datetime import timedelta

from sqlalchemy import delete, or_, select

from web.clock import Now, utc_now
from web.records.accounts import Administrator, administrator_of, end_sessions
from web.records.database import Records
from web.records.tables import AdministratorRow, SessionRow
from web.records.texts import sha256

_REFRESH = timedelta(minutes=1)


class Sessions:
    """A session ends `lifetime` after it was opened, and `idle` after it was last used."""

    def __init__(
        self,
        records: Records,
        now: Now = utc_now,
        lifetime: timedelta = timedelta(hours=10),
        idle: timedelta = timedelta(hours=1),
    ) -> None:
        self._records = records
        self._now = now
        self._lifetime = lifetime
        self._idle = idle

    def open(self, administrator_id: int) -> str:
        """The secret of a new session, 43 characters. What has expired is cleared away."""
        secret, now = secrets.token_urlsafe(32), self._now()
        expired = or_(SessionRow.opened <= now - self._lifetime, SessionRow.used <= now - self._idle)
        with self._records.transaction() as session:
            session.execute(delete(SessionRow).where(expired))
            session.add(
                SessionRow(secret_sha256=sha256(secret), administrator_id=administrator_id, opened=now, used=now)
            )
        return secret

    def administrator(self, secret: str) -> Administrator | None:
        """Whose session it is; None where it has expired or been closed, or the account is not active."""
        now = self._now()
        statement = (
            select(AdministratorRow, SessionRow.used)
            .join(SessionRow, SessionRow.administrator_id == AdministratorRow.id)
            .where(
                SessionRow.secret_sha256 == sha256(secret),
                SessionRow.opened > now - self._lifetime,
                SessionRow.used > now - self._idle,
                AdministratorRow.active,
            )
        )
        with self._records.reading() as session:
            found = session.execute(statement).one_or_none()
        if found is None:
            return None
        row, used = found
        if now - used >= _REFRESH:
            self._refresh(secret)
        return administrator_of(row)

    def close(self, secret: str) -> None:
        """The session is over; nothing happens where it was already."""
        with self._records.transaction() as session:
            session.execute(delete(SessionRow).where(SessionRow.secret_sha256 == sha256(secret)))

    def close_all(self, administrator_id: int) -> None:
        """Every session of an account is over."""
        with self._records.transaction() as session:
            end_sessions(session, administrator_id)

    def close_everyones(self) -> None:
        """Every session of every account is over."""
        with self._records.transaction() as session:
            session.execute(delete(SessionRow))

    def _refresh(self, secret: str) -> None:
        with self._records.transaction() as session:
            row = session.get(SessionRow, sha256(secret))
            if row is not None:
                row.used = self._now()
