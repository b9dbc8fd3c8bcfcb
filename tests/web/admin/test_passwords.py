"""How passwords are kept and which are too easy to guess."""

import pytest

from web.admin.guessing import weakness
from web.admin.passwords import MOST, Passwords

OWN = ("anna.berg@exempel.se", "boten.exempel.se")


@pytest.fixture(scope="module")
def passwords() -> Passwords:
    return Passwords(memory_kib=64)


def test_a_password_is_kept_as_argon2id_with_a_salt(passwords: Passwords) -> None:
    first, second = passwords.hash("trollkarl kanot"), passwords.hash("trollkarl kanot")
    assert first.startswith("$argon2id$")
    assert first != second
    assert passwords.verify(first, "trollkarl kanot")
    assert not passwords.verify(first, "trollkarl kanal")


def test_it_does_not_matter_how_a_keyboard_writes_an_o_with_dots(passwords: Passwords) -> None:
    kept = passwords.hash("r\u00f6da b\u00e5tar sjunger")
    assert passwords.verify(kept, "ro\u0308da ba\u030atar sjunger")


@pytest.mark.parametrize("kept", [None, "", "inte en hash"])
def test_nothing_matches_where_there_is_no_hash(passwords: Passwords, kept: str | None) -> None:
    assert not passwords.verify(kept, "ingen har det här lösenordet")


def test_a_password_beyond_the_longest_is_refused_unread(passwords: Passwords) -> None:
    assert not passwords.verify(passwords.hash("a" * (MOST + 1)), "a" * (MOST + 1))


def test_a_hash_with_other_parameters_is_outdated(passwords: Passwords) -> None:
    assert Passwords(memory_kib=128).outdated(passwords.hash("trollkarl kanot"))
    assert not passwords.outdated(passwords.hash("trollkarl kanot"))


@pytest.mark.parametrize(
    "password",
    [
        "korrekt häst batteri klammer",
        "en blå cykel sjunger",
        "vardagsrumsfönster i april",
        "trollkarl-kanot-88",
        "x7$kQp!vR2m#Lz9w",
        "הסוס הנכון והסוללה",
    ],
)
def test_a_passphrase_is_good(password: str) -> None:
    assert weakness(password, OWN) is None


@pytest.mark.parametrize(
    "password",
    [
        "qwertyuiop123456",
        "1q2w3e4r5t6y7u8i",
        "9876543210987654",
        "Sommar2024Sommar2024!",
        "lösenordlösenord1",
        "P4ssw0rdP4ssw0rd",
        "ｐａｓｓｗｏｒｄｐａｓｓｗｏｒｄ",
        "Jamstalldhet2026!!",
        "Region Västmanland 2024!",
        "abcabcabcabcabcabc",
        "aaaaaaaaaaaaaaaaaaaa",
        "hej hej hej hej hej",
        "anna.berg@exempel.se",
        "AnnaBerg1990annaberg",
        "boten.exempel.se boten",
        "               ",
    ],
)
def test_what_is_easy_to_guess_is_refused(password: str) -> None:
    assert "lätt att gissa" in (weakness(password, OWN) or "")


@pytest.mark.parametrize(("password", "reason"), [("kort men bra", "kort"), ("x7$kQp!vR2m#Lz9w" * 20, "långt")])
def test_the_length_is_bounded_both_ways(password: str, reason: str) -> None:
    assert reason in (weakness(password) or "")
