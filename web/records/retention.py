"""How long what is asked is kept, and the removal of what is older.

Counts go with the words they count: one at risk on a day in a channel that few use can point at somebody. Who wants
longer series exports them first. The audit log is never purged; accounts, keys, golden questions, builds and content
stay until somebody removes them.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import CursorResult, delete
from sqlalchemy.orm import Session

from web.clock import Now, utc_now
from web.records.audit import TERMINAL, Action, Audit
from web.records.database import Records
from web.records.login_failures import KEPT
from web.records.tables import CountRow, FeedbackRow, LoginFailureRow, UnansweredRow


@dataclass(frozen=True, slots=True)
class Retention:
    """For how many days, and the words of the decision that this rests on."""

    days: int
    decision: str


@dataclass(frozen=True, slots=True)
class Purged:
    """How many rows of each kind were removed: those of days before `before`."""

    before: date
    unanswered: int
    feedback: int
    counts: int


def purge(records: Records, retention: Retention, actor: str = TERMINAL, now: Now = utc_now) -> Purged:
    """Remove questions, feedback and counts that are older than the retention, and write a line of it in the audit log.

    The line is written also where nothing was old enough, so that the log shows that the rule is followed. What is
    removed is written over in SQLite; PostgreSQL does that in its own time.
    """
    moment = now()
    before = moment.date() - timedelta(days=retention.days)
    with records.transaction() as session:
        purged = Purged(
            before,
            unanswered=_remove_before(session, UnansweredRow, before),
            feedback=_remove_before(session, FeedbackRow, before),
            counts=_remove_before(session, CountRow, before),
        )
        session.execute(delete(LoginFailureRow).where(LoginFailureRow.at <= moment - KEPT))
        subject = f"äldre än {retention.days} dagar"
        Audit(records, now).write_in(session, actor, Action.PURGED, subject, _detail(purged, retention))
    records.forget_deleted()
    return purged


def _remove_before(
    session: Session, table: type[UnansweredRow] | type[FeedbackRow] | type[CountRow], before: date
) -> int:
    result = session.execute(delete(table).where(table.day < before))
    return result.rowcount if isinstance(result, CursorResult) else 0


def _detail(purged: Purged, retention: Retention) -> str:
    return (
        f"Rader från tiden före {purged.before}. Frågor utan svar: {purged.unanswered}. Omdömen: {purged.feedback}. "
        f"Dagsräknare: {purged.counts}. Grund: {retention.decision}"
    )
