"""What is older than the decision says is removed, for good."""

from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import text

from bot.answer import Status
from tests.web.records.conftest import Clock
from web.records.asked import Asked, Channel, Questions
from web.records.audit import Audit
from web.records.database import Records
from web.records.feedback import FeedbackRecords
from web.records.login_failures import LoginFailures
from web.records.retention import Purged, Retention, purge

RETENTION = Retention(30, "Nämndens beslut § 7, 2025-01-15")
OLD, KEPT = "Fanns det en gammal fråga?", "Finns det en ny fråga?"


def _fill(records: Records, today: date) -> None:
    for day, question in ((today - timedelta(days=31), OLD), (today - timedelta(days=30), KEPT)):
        Questions(records).add([Asked(Channel.PAGE, Status.NO_ANSWER, day, question)])
        FeedbackRecords(records).add(day, Channel.PAGE, False, question, Status.RELATED, [])


def test_what_is_older_is_removed_and_the_log_says_so(records: Records, clock: Clock) -> None:
    today = clock().date()
    _fill(records, today)
    LoginFailures(records, clock).note("anna@exempel.se")
    clock.turn(timedelta(hours=1))
    before = today - timedelta(days=30)
    assert purge(records, RETENTION, "anna", clock) == Purged(before, unanswered=1, feedback=1, counts=1)
    assert [one.text for one in Questions(records).unanswered()] == [KEPT]
    assert [one.question for one in FeedbackRecords(records).negatives()] == [KEPT]
    assert [one.day for one in Questions(records).counts(date.min, date.max)] == [before]
    (line,) = Audit(records).lines()
    assert (line.actor, line.action, line.subject) == ("anna", "gallrade", "äldre än 30 dagar")
    assert line.detail == (
        f"Rader från tiden före {before}. Frågor utan svar: 1. Omdömen: 1. Dagsräknare: 1. "
        "Grund: Nämndens beslut § 7, 2025-01-15"
    )


def test_a_purge_with_nothing_to_remove_is_in_the_log_too(records: Records, clock: Clock) -> None:
    for _ in range(2):
        purge(records, RETENTION, now=clock)
    assert [line.actor for line in Audit(records).lines()] == ["kommandoraden"] * 2


def test_failed_logins_of_yesterday_go_along(records: Records, clock: Clock) -> None:
    LoginFailures(records, clock).note("anna@exempel.se")
    clock.turn(timedelta(days=1))
    purge(records, RETENTION, now=clock)
    with records.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM login_failures")) == 0


def test_no_file_of_sqlite_holds_what_was_removed(tmp_path: Path, clock: Clock) -> None:
    records = Records.open(f"sqlite:///{tmp_path / 'records.db'}")
    _fill(records, clock().date())
    purge(records, RETENTION, now=clock)
    held = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    records.close()
    assert OLD.encode() not in held
    assert KEPT.encode() in held
