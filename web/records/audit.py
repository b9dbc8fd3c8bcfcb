"""Who did what, and when. Lines are only ever added: the database refuses to change or remove one."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from web.clock import Now, utc_now
from web.records.database import Records
from web.records.rows import LARGEST_ID
from web.records.tables import AuditRow
from web.records.texts import storable

TERMINAL = "kommandoraden"


class Action(StrEnum):
    """A deed that leaves a line; at most 50 characters, as it is shown."""

    LOGIN = "loggade in"
    LOGIN_REFUSED = "nekades inloggning"
    LOGOUT = "loggade ut"
    LOGOUT_EVERYWHERE = "loggade ut överallt"
    ACCOUNT_CREATED = "skapade konto"
    ACCOUNT_CHANGED = "ändrade konto"
    ACCOUNT_REMOVED = "tog bort konto"
    PASSWORD_CHANGED = "bytte lösenord"  # noqa: S105 - a deed, no secret
    TOKEN_CREATED = "skapade nyckel"  # noqa: S105
    TOKEN_REVOKED = "spärrade nyckel"  # noqa: S105
    DOCUMENT_UPLOADED = "laddade upp dokument"
    DOCUMENT_REPLACED = "ersatte dokument"
    DOCUMENT_CHANGED = "ändrade uppgifter om dokument"
    DOCUMENT_REMOVED = "tog bort dokument"
    DOCUMENT_RESTORED = "tog tillbaka dokument"
    DOCUMENT_WITHDRAWN = "drog in dokument"
    BUILD_STARTED = "startade bygge"
    BUILD_CANCELLED = "avbröt bygge"
    BUILD_FINISHED = "bygge klart"
    BUILD_FAILED = "bygge misslyckades"
    PUBLISHED = "publicerade"
    ROLLED_BACK = "gick tillbaka till"
    GOLDEN_ADDED = "lade till testfråga"
    GOLDEN_REMOVED = "tog bort testfråga"
    QUESTION_HANDLED = "ändrade hantering av fråga"
    CONTENT_CHANGED = "ändrade innehåll"
    PURGED = "gallrade"
    EXPORTED = "exporterade"
    BACKED_UP = "säkerhetskopierade"
    RESTORED = "återställde"


@dataclass(frozen=True, slots=True)
class AuditLine:
    """`actor` is an account's address, the name of a token or TERMINAL; `subject` what the deed was done to."""

    id: int
    at: datetime
    actor: str
    action: str
    subject: str
    detail: str


class Audit:
    """The log. A deed and its line are written together when both are done inside one `records.transaction()`."""

    def __init__(self, records: Records, now: Now = utc_now) -> None:
        self._records = records
        self._now = now

    def write(self, actor: str, action: Action, subject: str = "", detail: str = "") -> None:
        """Add a line. Actor and subject are cut after 254 and 300 characters."""
        with self._records.transaction() as session:
            self.write_in(session, actor, action, subject, detail)

    def write_in(self, session: Session, actor: str, action: Action, subject: str = "", detail: str = "") -> None:
        """Add a line within a running transaction."""
        row = AuditRow(
            at=self._now(),
            actor=storable(actor, 254),
            action=action.value,
            subject=storable(subject, 300),
            detail=storable(detail),
        )
        session.add(row)

    def lines(self, limit: int = 100, before_id: int | None = None, matching: str = "") -> tuple[AuditLine, ...]:
        """The newest lines first; the ones before a line where its id is given.

        `matching` is a part of the actor, the action, the subject or the detail.
        """
        statement = select(AuditRow).order_by(AuditRow.id.desc()).limit(limit)
        if before_id is not None:
            statement = statement.where(AuditRow.id < min(before_id, LARGEST_ID))
        if matching:
            columns = (AuditRow.actor, AuditRow.action, AuditRow.subject, AuditRow.detail)
            statement = statement.where(or_(*(c.icontains(storable(matching), autoescape=True) for c in columns)))
        with self._records.reading() as session:
            return tuple(line_of(row) for row in session.scalars(statement))


def line_of(row: AuditRow) -> AuditLine:
    """The line that a row holds."""
    return AuditLine(row.id, row.at, row.actor, row.action, row.subject, row.detail)
