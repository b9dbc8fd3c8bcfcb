"""What an administrator can change, and what holds until then."""

import pytest

from bot.content import Content, Need, current_or_default, default_content, parse
from bot.errors import ContentError

LINES = {
    "112": Need.DANGER,
    "020-50 50 50": Need.VIOLENCE,
    "020-80 80 80": Need.MEN,
    "020-55 00 00": Need.TRANS,
    "116 111": Need.CHILD,
    "020-555 666": Need.HURTS_OTHERS,
}


def test_the_default_has_every_help_line() -> None:
    assert {line.number: line.need for line in default_content().help_lines} == LINES


def test_the_default_contact_names_no_number() -> None:
    assert not any(character.isdigit() for character in default_content().contact)


@pytest.mark.parametrize(
    "text",
    ["", "contact: x", "[", "help_lines: [{number: 112, name: SOS, need: nobody}]"],
    ids=["empty", "fields missing", "no YAML", "unknown need"],
)
def test_a_file_that_cannot_be_used_is_refused(text: str) -> None:
    with pytest.raises(ContentError):
        parse(text)


def test_where_the_content_cannot_be_read_the_default_holds() -> None:
    def broken() -> Content:
        raise OSError("the records are gone")

    assert current_or_default(broken) == default_content()
