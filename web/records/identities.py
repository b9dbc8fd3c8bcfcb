"""Who an account belongs to at the issuer of OpenID Connect: an address may be given to somebody else, this never."""

from dataclasses import dataclass

from sqlalchemy import select

from web.records.accounts import Administrator, administrator_of
from web.records.database import Records
from web.records.rows import found, wanted
from web.records.tables import AdministratorRow
from web.records.texts import storable

LONGEST_ISSUER, LONGEST_SUBJECT = 500, 255
_ACCOUNT = "Kontot"


@dataclass(frozen=True, slots=True)
class Identity:
    """What an issuer calls a person: `subject` is its own, for good, and means nothing at another issuer."""

    issuer: str
    subject: str


class Identities:
    """Methods with an id raise NotFoundError where there is no such account, unless they say otherwise."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def owner(self, identity: Identity) -> Administrator | None:
        """The account that belongs to a person, active or not."""
        statement = select(AdministratorRow).where(
            AdministratorRow.oidc_issuer == storable(identity.issuer),
            AdministratorRow.oidc_subject == storable(identity.subject),
        )
        with self._records.reading() as session:
            row = session.scalars(statement).one_or_none()
            return None if row is None else administrator_of(row)

    def of(self, account_id: int) -> Identity | None:
        """Who an account belongs to; None where nobody has logged in to it so, or there is no account."""
        with self._records.reading() as session:
            row = found(session, AdministratorRow, account_id)
            if row is None or row.oidc_issuer is None or row.oidc_subject is None:
                return None
            return Identity(row.oidc_issuer, row.oidc_subject)

    def bind(self, account_id: int, identity: Identity) -> Administrator:
        """Let an account belong to a person. Raises ValueError for a name that is too long to keep."""
        if len(identity.issuer) > LONGEST_ISSUER or not 0 < len(identity.subject) <= LONGEST_SUBJECT:
            raise ValueError("Utfärdarens namn på personen går inte att spara.")
        return self._set(account_id, storable(identity.issuer), storable(identity.subject))

    def unbind(self, account_id: int) -> Administrator:
        """Let whoever comes next with the address of an account have it."""
        return self._set(account_id, None, None)

    def _set(self, account_id: int, issuer: str | None, subject: str | None) -> Administrator:
        with self._records.transaction() as session:
            row = wanted(session, AdministratorRow, account_id, _ACCOUNT)
            row.oidc_issuer, row.oidc_subject = issuer, subject
            session.flush()
            return administrator_of(row)
