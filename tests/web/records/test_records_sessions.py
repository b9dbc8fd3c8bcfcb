"""Logins that end, and failed ones."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from tests.web.records.conftest import Clock
from web.records.accounts import Accounts, Administrator
from web.records.database import Records
from web.records.login_failures import LoginFailures
from web.records.roles import Role
from web.records.sessions import Sessions


@pytest.fixture
def anna(records: Records, clock: Clock) -> Administrator:
    return Accounts(records, clock).create("anna@exempel.se", Role.EDITOR, None)


@pytest.fixture
def sessions(records: Records, clock: Clock) -> Sessions:
    return Sessions(records, clock, lifetime=timedelta(hours=8), idle=timedelta(minutes=30))


def test_the_secret_of_a_session_leads_to_its_account(sessions: Sessions, anna: Administrator) -> None:
    secret = sessions.open(anna.id)
    assert len(secret) == 43
    assert sessions.administrator(secret) == anna
    assert sessions.administrator(secret + "x") is None
    assert sessions.administrator("\ud800\x00") is None


def test_the_secret_itself_is_not_stored(records: Records, sessions: Sessions, anna: Administrator) -> None:
    secret = sessions.open(anna.id)
    with records.reading() as session:
        assert secret not in str(session.execute(text("SELECT * FROM sessions")).all())


def test_an_idle_session_ends_and_a_used_one_goes_on(sessions: Sessions, anna: Administrator, clock: Clock) -> None:
    used, idle = sessions.open(anna.id), sessions.open(anna.id)
    for _ in range(2):
        clock.turn(timedelta(minutes=20))
        assert sessions.administrator(used) == anna
    assert sessions.administrator(idle) is None


def test_a_session_ends_however_much_it_is_used(sessions: Sessions, anna: Administrator, clock: Clock) -> None:
    secret = sessions.open(anna.id)
    for _ in range(23):
        clock.turn(timedelta(minutes=20))
        assert sessions.administrator(secret) == anna
    clock.turn(timedelta(minutes=20))
    assert sessions.administrator(secret) is None


def test_a_closed_session_is_over_and_the_others_go_on(sessions: Sessions, anna: Administrator) -> None:
    one, other = sessions.open(anna.id), sessions.open(anna.id)
    sessions.close(one)
    assert sessions.administrator(one) is None
    assert sessions.administrator(other) == anna
    sessions.close_all(anna.id)
    assert sessions.administrator(other) is None


def test_what_has_expired_is_cleared_away(
    records: Records, sessions: Sessions, anna: Administrator, clock: Clock
) -> None:
    sessions.open(anna.id)
    clock.turn(timedelta(hours=9))
    sessions.open(anna.id)
    with records.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM sessions")) == 1


def test_failures_are_counted_by_what_was_tried(records: Records, clock: Clock) -> None:
    failures = LoginFailures(records, clock)
    for _ in range(3):
        failures.note("anna@exempel.se")
    failures.note("finns.inte@exempel.se")
    hour = timedelta(hours=1)
    assert failures.recent("anna@exempel.se", hour) == 3
    assert failures.recent("finns.inte@exempel.se", hour) == 1
    failures.forget("anna@exempel.se")
    assert failures.recent("anna@exempel.se", hour) == 0
    clock.turn(hour)
    assert failures.recent("finns.inte@exempel.se", hour) == 0


def test_failures_are_kept_for_a_day_and_never_in_clear(records: Records, clock: Clock) -> None:
    failures = LoginFailures(records, clock)
    failures.note("anna@exempel.se")
    with records.reading() as session:
        assert "anna" not in str(session.execute(text("SELECT * FROM login_failures")).all())
    clock.turn(timedelta(days=1))
    failures.note("bo@exempel.se")
    with records.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM login_failures")) == 1
