"""Keys for scripts: named, expiring, kept as their SHA-256."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from web.clock import Now, utc_now
from web.records.database import Records
from web.records.errors import AlreadyExistsError
from web.records.roles import Role
from web.records.rows import wanted
from web.records.tables import ApiTokenRow
from web.records.texts import sha256, storable

LONGEST_NAME = 100
# So that a scanner recognises one that has been left where it should not be.
_PREFIX = "jbot_"
_REFRESH = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class ApiToken:
    """A key without its secret. `last_used` is right to the minute."""

    id: int
    name: str
    role: Role
    created_by: str
    created: datetime
    expires: datetime
    last_used: datetime | None
    revoked: datetime | None


class ApiTokens:
    """The keys, also those that no longer open anything."""

    def __init__(self, records: Records, now: Now = utc_now) -> None:
        self._records = records
        self._now = now

    def create(self, name: str, role: Role, created_by: str, expires: datetime) -> tuple[ApiToken, str]:
        """A new key and its secret, which can never be read again. Raises AlreadyExistsError for a name in use."""
        secret = _PREFIX + secrets.token_urlsafe(32)
        row = ApiTokenRow(
            name=storable(name, LONGEST_NAME),
            role=role.value,
            secret_sha256=sha256(secret),
            created_by=storable(created_by, 254),
            created=self._now(),
            expires=expires,
        )
        try:
            with self._records.transaction() as session:
                session.add(row)
                session.flush()
                return _token_of(row), secret
        except IntegrityError as error:
            raise AlreadyExistsError(f"Det finns redan en nyckel som heter {row.name}.") from error

    def find(self, secret: str) -> ApiToken | None:
        """The key with that secret; None where it has expired, been revoked or never was."""
        now = self._now()
        statement = select(ApiTokenRow).where(
            ApiTokenRow.secret_sha256 == sha256(secret), ApiTokenRow.expires > now, ApiTokenRow.revoked.is_(None)
        )
        with self._records.reading() as session:
            row = session.scalars(statement).one_or_none()
            token = None if row is None else _token_of(row)
        if token is not None and (token.last_used is None or now - token.last_used >= _REFRESH):
            self._refresh(token.id)
        return token

    def revoke(self, token_id: int) -> None:
        """The key opens nothing any more. Raises NotFoundError."""
        with self._records.transaction() as session:
            row = wanted(session, ApiTokenRow, token_id, "Nyckeln")
            row.revoked = row.revoked or self._now()

    def all(self) -> tuple[ApiToken, ...]:
        """Every key, by name."""
        with self._records.reading() as session:
            return tuple(_token_of(row) for row in session.scalars(select(ApiTokenRow).order_by(ApiTokenRow.name)))

    def _refresh(self, token_id: int) -> None:
        with self._records.transaction() as session:
            wanted(session, ApiTokenRow, token_id, "Nyckeln").last_used = self._now()


def _token_of(row: ApiTokenRow) -> ApiToken:
    return ApiToken(
        row.id, row.name, Role(row.role), row.created_by, row.created, row.expires, row.last_used, row.revoked
    )
