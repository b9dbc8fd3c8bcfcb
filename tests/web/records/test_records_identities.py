"""Whose an account is at an issuer."""

import pytest
from sqlalchemy.exc import IntegrityError

from web.records.accounts import Accounts
from web.records.database import Records
from web.records.errors import NotFoundError
from web.records.identities import Identities, Identity
from web.records.roles import Role

ANNA = Identity("https://inlogg.exempel.se", "4711")


def test_an_account_is_found_by_whose_it_is_until_it_is_unbound(records: Records) -> None:
    identities, accounts = Identities(records), Accounts(records)
    account = accounts.create("anna@exempel.se", Role.EDITOR, None)
    assert identities.owner(ANNA) is None
    bound = identities.bind(account.id, ANNA)
    assert (bound.linked, identities.owner(ANNA), identities.of(account.id)) == (True, bound, ANNA)
    assert identities.owner(Identity("https://annan.exempel.se", "4711")) is None
    assert identities.unbind(account.id) == account
    assert identities.of(account.id) is None


def test_a_person_has_one_account(records: Records) -> None:
    identities, accounts = Identities(records), Accounts(records)
    for name in ("anna", "berit"):
        accounts.create(f"{name}@exempel.se", Role.EDITOR, None)
    first, second = accounts.all()
    identities.bind(first.id, ANNA)
    with pytest.raises(IntegrityError):
        identities.bind(second.id, ANNA)


@pytest.mark.parametrize(
    "identity", [Identity("https://a", ""), Identity("https://a", "x" * 256), Identity("x" * 501, "a")]
)
def test_a_name_that_cannot_be_kept_whole_is_refused(records: Records, identity: Identity) -> None:
    account = Accounts(records).create("anna@exempel.se", Role.EDITOR, None)
    with pytest.raises(ValueError, match="spara"):
        Identities(records).bind(account.id, identity)


def test_what_is_not_there_belongs_to_nobody(records: Records) -> None:
    assert Identities(records).of(1) is None
    with pytest.raises(NotFoundError):
        Identities(records).bind(1, ANNA)
