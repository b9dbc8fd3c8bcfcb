"""The log of deeds grows, and does nothing else."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.web.records.conftest import Clock
from web.records.audit import Action, Audit
from web.records.database import Records

CHANGES = [
    "UPDATE audit SET actor = 'någon annan'",
    "UPDATE audit SET detail = '' WHERE id = 1",
    "DELETE FROM audit",
    "DELETE FROM audit WHERE id = 1",
]
ON_SQLITE = [
    "INSERT OR REPLACE INTO audit (id, at, actor, action, subject, detail) VALUES (1, '2025-01-01', 'x', 'y', '', '')",
    "UPDATE OR REPLACE audit SET id = 1 WHERE id = 2",
]
ON_POSTGRESQL = [
    "TRUNCATE audit",
    "INSERT INTO audit (id, at, actor, action, subject, detail) VALUES (1, now(), 'x', 'y', '', '') "
    "ON CONFLICT (id) DO UPDATE SET actor = 'x'",
    "SET session_replication_role = replica; DELETE FROM audit",
]


@pytest.fixture
def audit(records: Records, clock: Clock) -> Audit:
    log = Audit(records, clock)
    log.write("anna@exempel.se", Action.LOGIN)
    log.write("anna@exempel.se", Action.PUBLISHED, "generation 7", "Två dokument är nya.")
    return log


def _refused(records: Records, audit: Audit, statement: str) -> None:
    before = audit.lines()
    with pytest.raises(DBAPIError, match="append-only"), records.transaction() as session:
        session.execute(text(statement))
    assert audit.lines() == before


@pytest.mark.parametrize("statement", CHANGES)
def test_a_line_is_neither_changed_nor_removed(records: Records, audit: Audit, statement: str) -> None:
    _refused(records, audit, statement)


@pytest.mark.parametrize("statement", ON_SQLITE + ON_POSTGRESQL)
def test_a_line_is_not_replaced_in_other_ways(
    records: Records, audit: Audit, statement: str, database_url: str
) -> None:
    if database_url.startswith("sqlite") is not (statement in ON_SQLITE):
        return
    _refused(records, audit, statement)


def test_the_newest_line_comes_first(audit: Audit, clock: Clock) -> None:
    newest, oldest = audit.lines()
    assert (newest.action, newest.subject, newest.detail) == ("publicerade", "generation 7", "Två dokument är nya.")
    assert (oldest.actor, oldest.at) == ("anna@exempel.se", clock.moment)


def test_the_log_is_read_page_by_page(audit: Audit) -> None:
    (newest,) = audit.lines(limit=1)
    (oldest,) = audit.lines(limit=1, before_id=newest.id)
    assert audit.lines(before_id=oldest.id) == ()
    assert len(audit.lines(before_id=10**30)) == 2


def test_texts_that_are_too_long_or_cannot_be_stored_are_made_to_fit(audit: Audit) -> None:
    audit.write("a" * 300, Action.DOCUMENT_UPLOADED, "fil\x00\ud800" + "x" * 400, "\x00")
    line = audit.lines()[0]
    assert (len(line.actor), len(line.subject), line.detail) == (254, 300, "\ufffd")
    assert line.subject.startswith("fil\ufffd\ufffdx")


@pytest.mark.parametrize("action", Action)
def test_a_deed_fits_its_column(action: Action) -> None:
    assert len(action) <= 50
