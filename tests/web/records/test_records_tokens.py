"""Keys for scripts."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from tests.web.records.conftest import Clock
from web.records.database import Records
from web.records.errors import AlreadyExistsError, NotFoundError
from web.records.roles import Role
from web.records.tokens import ApiTokens


@pytest.fixture
def tokens(records: Records, clock: Clock) -> ApiTokens:
    return ApiTokens(records, clock)


def test_a_key_is_found_by_its_secret_only(records: Records, tokens: ApiTokens, clock: Clock) -> None:
    token, secret = tokens.create("nattjobb", Role.EDITOR, "anna", clock() + timedelta(days=90))
    assert tokens.find(secret) == token
    assert tokens.find(secret[:-1]) is None
    assert tokens.find("\ud800") is None
    with records.reading() as session:
        assert secret not in str(session.execute(text("SELECT * FROM api_tokens")).all())


def test_a_key_that_has_expired_opens_nothing(tokens: ApiTokens, clock: Clock) -> None:
    _token, secret = tokens.create("nattjobb", Role.EDITOR, "anna", clock() + timedelta(days=90))
    clock.turn(timedelta(days=90))
    assert tokens.find(secret) is None


def test_a_revoked_key_opens_nothing_and_stays_in_the_list(tokens: ApiTokens, clock: Clock) -> None:
    token, secret = tokens.create("nattjobb", Role.EDITOR, "anna", clock() + timedelta(days=90))
    tokens.revoke(token.id)
    revoked = clock.moment
    clock.turn(timedelta(hours=1))
    tokens.revoke(token.id)
    assert tokens.find(secret) is None
    assert [one.revoked for one in tokens.all()] == [revoked]
    with pytest.raises(NotFoundError):
        tokens.revoke(999)


def test_when_a_key_was_used_is_right_to_the_minute(tokens: ApiTokens, clock: Clock) -> None:
    _token, secret = tokens.create("nattjobb", Role.EDITOR, "anna", clock() + timedelta(days=90))
    for seconds, noted in ((0, clock.moment), (59, clock.moment), (1, clock.moment + timedelta(minutes=1))):
        clock.turn(timedelta(seconds=seconds))
        tokens.find(secret)
        assert [one.last_used for one in tokens.all()] == [noted]


def test_a_name_is_used_once(tokens: ApiTokens, clock: Clock) -> None:
    tokens.create("nattjobb", Role.EDITOR, "anna", clock() + timedelta(days=90))
    with pytest.raises(AlreadyExistsError, match="nattjobb"):
        tokens.create("nattjobb", Role.EDITOR, "anna", clock() + timedelta(days=90))
