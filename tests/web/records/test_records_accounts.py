"""Accounts, and that one administrator is always left."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from tests.web.records.conftest import Clock
from web.records.accounts import Accounts, any_account
from web.records.database import Records
from web.records.errors import AlreadyExistsError, LastAdministratorError, NotFoundError
from web.records.roles import Role
from web.records.sessions import Sessions


@pytest.fixture
def accounts(records: Records, clock: Clock) -> Accounts:
    return Accounts(records, clock)


def test_an_account_is_found_by_its_address_in_any_case(accounts: Accounts, clock: Clock) -> None:
    made = accounts.create(" Åsa.Berg@Exempel.se ", Role.EDITOR, "hash")
    assert (made.email, made.role, made.active, made.has_password) == ("åsa.berg@exempel.se", Role.EDITOR, True, True)
    assert (made.created, made.last_login) == (clock.moment, None)
    assert accounts.by_email("ÅSA.BERG@exempel.se") == accounts.by_id(made.id) == made
    assert accounts.by_email("asa\x00@exempel.se") is None
    assert accounts.by_id(10**12) is None


def test_there_is_one_account_for_an_address(accounts: Accounts) -> None:
    accounts.create("anna@exempel.se", Role.EDITOR, None)
    with pytest.raises(AlreadyExistsError, match="anna@exempel"):
        accounts.create("Anna@exempel.se", Role.EDITOR, None)
    assert len(accounts.all()) == 1


def test_an_address_has_at_most_254_characters(accounts: Accounts) -> None:
    with pytest.raises(ValueError, match="254"):
        accounts.create("a" * 255, Role.EDITOR, None)


def test_whether_there_is_an_account_at_all(records: Records, accounts: Accounts) -> None:
    assert not any_account(records)
    accounts.create("anna@exempel.se", Role.EDITOR, None)
    assert any_account(records)


def test_a_new_password_ends_every_session(records: Records, accounts: Accounts, clock: Clock) -> None:
    made = accounts.create("anna@exempel.se", Role.EDITOR, None)
    sessions = Sessions(records, clock)
    secret = sessions.open(made.id)
    accounts.set_password(made.id, "ny hash")
    assert accounts.password_hash(made.id) == "ny hash"
    assert sessions.administrator(secret) is None


def test_closing_an_account_ends_its_sessions(records: Records, accounts: Accounts, clock: Clock) -> None:
    made = accounts.create("anna@exempel.se", Role.EDITOR, None)
    sessions = Sessions(records, clock)
    secret = sessions.open(made.id)
    assert not accounts.change(made.id, active=False).active
    assert accounts.change(made.id, active=True).active
    assert sessions.administrator(secret) is None


def test_the_last_active_administrator_stays(accounts: Accounts) -> None:
    anna = accounts.create("anna@exempel.se", Role.ADMINISTRATOR, None)
    bo = accounts.create("bo@exempel.se", Role.ADMINISTRATOR, None)
    accounts.create("cecilia@exempel.se", Role.EDITOR, None)
    accounts.change(bo.id, active=False)
    with pytest.raises(LastAdministratorError):
        accounts.change(anna.id, role=Role.EDITOR)
    with pytest.raises(LastAdministratorError):
        accounts.change(anna.id, active=False)
    with pytest.raises(LastAdministratorError):
        accounts.remove(anna.id)
    accounts.change(bo.id, active=True)
    assert accounts.change(anna.id, role=Role.EDITOR).role is Role.EDITOR


def test_two_administrators_cannot_close_each_other_at_once(accounts: Accounts) -> None:
    both = [accounts.create(f"{name}@exempel.se", Role.ADMINISTRATOR, None).id for name in ("anna", "bo")]

    def close(account_id: int) -> bool:
        try:
            accounts.change(account_id, active=False)
        except LastAdministratorError:
            return False
        return True

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(close, both)) == [False, True]


def test_a_removed_account_is_gone_with_its_sessions(records: Records, accounts: Accounts, clock: Clock) -> None:
    made = accounts.create("anna@exempel.se", Role.EDITOR, None)
    secret = Sessions(records, clock).open(made.id)
    accounts.remove(made.id)
    assert accounts.by_id(made.id) is None
    assert Sessions(records, clock).administrator(secret) is None
    with pytest.raises(NotFoundError):
        accounts.remove(made.id)


def test_the_last_login_is_kept(accounts: Accounts, clock: Clock) -> None:
    made = accounts.create("anna@exempel.se", Role.EDITOR, None)
    clock.turn(timedelta(hours=3))
    accounts.note_login(made.id)
    (account,) = accounts.all()
    assert account.last_login == clock.moment


@pytest.mark.parametrize(
    ("role", "needed", "enough"), [(a, b, a is not Role.EDITOR or b is a) for a in Role for b in Role]
)
def test_an_administrator_may_all_that_an_editor_may(role: Role, needed: Role, enough: bool) -> None:
    assert role.may(needed) is enough
