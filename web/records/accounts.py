"""The accounts of those who keep the bot right."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from web.clock import Now, utc_now
from web.records.database import Records
from web.records.errors import AlreadyExistsError, LastAdministratorError
from web.records.roles import Role
from web.records.rows import found, wanted
from web.records.tables import AdministratorRow, SessionRow
from web.records.texts import storable

LONGEST_EMAIL = 254
_ACCOUNT = "Kontot"


@dataclass(frozen=True, slots=True)
class Administrator:
    """An account; its password's hash is never here. `email` is in lower case.

    `linked` says that it belongs to somebody whom the issuer of OpenID Connect knows.
    """

    id: int
    email: str
    role: Role
    active: bool
    has_password: bool
    created: datetime
    last_login: datetime | None
    linked: bool = False


class Accounts:
    """Every method with an id raises NotFoundError where there is no such account, unless it says otherwise."""

    def __init__(self, records: Records, now: Now = utc_now) -> None:
        self._records = records
        self._now = now

    def create(self, email: str, role: Role, password_hash: str | None) -> Administrator:
        """A new, active account. Raises AlreadyExistsError, and ValueError for an address over 254 characters."""
        address = _checked(email)
        row = AdministratorRow(
            email=address, role=role.value, password_hash=password_hash, active=True, created=self._now()
        )
        try:
            with self._records.transaction() as session:
                session.add(row)
                session.flush()
                return administrator_of(row)
        except IntegrityError as error:
            raise AlreadyExistsError(f"Det finns redan ett konto för {address}.") from error

    def move(self, account_id: int, email: str) -> Administrator:
        """The account with another address. Raises as `create`."""
        address = _checked(email)
        try:
            with self._records.transaction() as session:
                row = wanted(session, AdministratorRow, account_id, _ACCOUNT)
                row.email = address
                session.flush()
                return administrator_of(row)
        except IntegrityError as error:
            raise AlreadyExistsError(f"Det finns redan ett konto för {address}.") from error

    def by_email(self, email: str) -> Administrator | None:
        """The account of an address, in any case, active or not."""
        statement = select(AdministratorRow).where(AdministratorRow.email == normal(email))
        with self._records.reading() as session:
            row = session.scalars(statement).one_or_none()
            return None if row is None else administrator_of(row)

    def by_id(self, account_id: int) -> Administrator | None:
        """The account, active or not; None where there is none."""
        with self._records.reading() as session:
            row = found(session, AdministratorRow, account_id)
            return None if row is None else administrator_of(row)

    def all(self) -> tuple[Administrator, ...]:
        """Every account, by address."""
        with self._records.reading() as session:
            rows = session.scalars(select(AdministratorRow).order_by(AdministratorRow.email))
            return tuple(administrator_of(row) for row in rows)

    def password_hash(self, account_id: int) -> str | None:
        """The hash that a password is checked against; None where the account has none, or is not there."""
        with self._records.reading() as session:
            row = found(session, AdministratorRow, account_id)
            return None if row is None else row.password_hash

    def set_password(self, account_id: int, password_hash: str) -> None:
        """A new password, which ends every session of the account."""
        with self._records.transaction() as session:
            wanted(session, AdministratorRow, account_id, _ACCOUNT).password_hash = password_hash
            end_sessions(session, account_id)

    def change(self, account_id: int, *, role: Role | None = None, active: bool | None = None) -> Administrator:
        """The account with another role, closed or opened again; closing it ends its sessions.

        Raises LastAdministratorError where no active administrator would be left.
        """
        with self._records.transaction() as session:
            row = wanted(session, AdministratorRow, account_id, _ACCOUNT)
            still = (role or Role(row.role)) is Role.ADMINISTRATOR and (row.active if active is None else active)
            if not still:
                _keep_one(session, account_id)
            if role is not None:
                row.role = role.value
            if active is not None:
                row.active = active
            if not row.active:
                end_sessions(session, account_id)
            session.flush()
            return administrator_of(row)

    def remove(self, account_id: int) -> None:
        """The account and its sessions are gone; its lines in the audit log stay. Raises LastAdministratorError."""
        with self._records.transaction() as session:
            row = wanted(session, AdministratorRow, account_id, _ACCOUNT)
            _keep_one(session, account_id)
            session.delete(row)

    def note_login(self, account_id: int) -> None:
        """The account has logged in now."""
        with self._records.transaction() as session:
            wanted(session, AdministratorRow, account_id, _ACCOUNT).last_login = self._now()


def administrator_of(row: AdministratorRow) -> Administrator:
    """The account that a row holds."""
    return Administrator(
        id=row.id,
        email=row.email,
        role=Role(row.role),
        active=row.active,
        has_password=row.password_hash is not None,
        created=row.created,
        last_login=row.last_login,
        linked=row.oidc_subject is not None,
    )


def normal(email: str) -> str:
    """An address as it is kept: without spaces round it, in lower case."""
    return storable(email.strip().lower())


def _checked(email: str) -> str:
    address = normal(email)
    if len(address) > LONGEST_EMAIL:
        raise ValueError(f"En adress får ha högst {LONGEST_EMAIL} tecken.")
    return address


def end_sessions(session: Session, account_id: int) -> None:
    """Every session of an account is closed."""
    session.execute(delete(SessionRow).where(SessionRow.administrator_id == account_id))


def _keep_one(session: Session, account_id: int) -> None:
    """Raise LastAdministratorError where this is the only active administrator."""
    # The lock keeps two administrators from closing each other's accounts at the same moment.
    statement = (
        select(AdministratorRow.id)
        .where(AdministratorRow.role == Role.ADMINISTRATOR.value, AdministratorRow.active)
        .order_by(AdministratorRow.id)
        .with_for_update()
    )
    if list(session.scalars(statement)) == [account_id]:
        raise LastAdministratorError("Det måste finnas minst en aktiv administratör.")


def any_account(records: Records) -> bool:
    """Whether there is an account at all."""
    with records.reading() as session:
        return bool(session.scalar(select(func.count()).select_from(AdministratorRow)))
