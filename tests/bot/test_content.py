"""What an administrator can change, and what holds until then."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.content import Content, Need, current_or_default, default_content, overlaid, parse, replaced
from bot.errors import ContentError
from bot.golden import FILE_NAME, read_golden

DOCUMENTS = Path(__file__).parents[2] / "documents"

LINES = {
    "112": Need.DANGER,
    "020-50 50 50": Need.VIOLENCE,
    "020-80 80 80": Need.MEN,
    "020-55 00 00": Need.TRANS,
    "116 111": Need.CHILD,
    "90101": Need.DESPAIR,
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


def test_the_example_questions_are_golden_ones_with_an_answer() -> None:
    golden = {item.question for item in read_golden(DOCUMENTS / FILE_NAME) if item.document is not None}
    assert len(default_content().example_questions) == 4
    assert set(default_content().example_questions) <= golden


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("help_lines", []),
        ("help_lines", [{"number": "116 111", "name": "Bris", "need": "child"}]),
        ("help_lines", [{"number": "ring oss", "name": "SOS", "need": "danger"}]),
        ("help_lines", [{"number": "112", "name": "", "need": "danger"}]),
        ("contact", "två\nrader"),
        ("ai_notice", ""),
        ("example_questions", []),
        ("notices", ["a", "b", "c", "d"]),
        ("closed", "å" * 501),
    ],
)
def test_a_value_against_the_limits_is_refused_and_passed_over(
    name: str, value: object, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(ValidationError):
        replaced(default_content(), name, value)
    assert overlaid(default_content(), {name: value}) == default_content()
    assert repr(name) in caplog.text


def test_a_value_takes_the_place_of_the_default() -> None:
    lines = [{"number": "+46 21 17 30 00", "name": "Växeln", "need": "danger"}]
    found = overlaid(default_content(), {"help_lines": lines, "closed": "Stängt.", "notices": ["Hej."]})
    assert [(line.number, line.need) for line in found.help_lines] == [("+46 21 17 30 00", Need.DANGER)]
    assert (found.closed, found.notices) == ("Stängt.", ("Hej.",))
    assert found.example_questions == default_content().example_questions
