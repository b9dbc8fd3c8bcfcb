"""The content of the records, laid over that of the shipped file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.content import default_content
from web.current_content import RecordedContent
from web.records.content import ContentRecords
from web.records.database import Records

LINES = [{"number": "112", "name": "SOS", "need": "danger"}]


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    records = Records.open(f"sqlite:///{tmp_path / 'records.db'}")
    yield records
    records.close()


@pytest.fixture
def content(records: Records) -> RecordedContent:
    return RecordedContent(ContentRecords(records))


def test_what_is_not_changed_is_as_the_file_says(records: Records, content: RecordedContent) -> None:
    assert content() == default_content()
    ContentRecords(records).put("contact", "kansliet", "chef")
    content.refresh()
    assert content().contact == "kansliet"
    assert content().help_lines == default_content().help_lines


def test_what_is_put_back_holds_again(records: Records, content: RecordedContent) -> None:
    ContentRecords(records).put("help_lines", LINES, "chef")
    content.refresh()
    assert [line.number for line in content().help_lines] == ["112"]
    ContentRecords(records).remove("help_lines")
    content.refresh()
    assert content() == default_content()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("help_lines", []),
        ("help_lines", [{"number": "116 111", "name": "Bris", "need": "child"}]),
        ("help_lines", "112"),
        ("contact", ""),
        ("unknown", "x"),
    ],
)
def test_what_cannot_be_used_is_passed_over_and_the_rest_holds(
    records: Records, content: RecordedContent, name: str, value: object
) -> None:
    ContentRecords(records).put(name, value, "chef")
    ContentRecords(records).put("ai_notice", "En AI svarar.", "chef")
    content.refresh()
    assert content().help_lines == default_content().help_lines
    assert content().contact == default_content().contact
    assert content().ai_notice == "En AI svarar."


def test_while_the_database_is_away_what_was_last_known_holds(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    file = tmp_path / "records.db"
    records = Records.open(f"sqlite:///{file}")
    ContentRecords(records).put("contact", "kansliet", "chef")
    content = RecordedContent(ContentRecords(records))
    content.refresh()
    records.close()
    file.unlink()
    file.mkdir()
    content.refresh()
    content.refresh()
    assert content().contact == "kansliet"
    assert caplog.text.count("cannot be read") == 1


def test_a_service_that_starts_without_its_database_has_the_content_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "records.db"
    records = Records.connect(f"sqlite:///{file}")
    file.unlink()
    file.mkdir()
    content = RecordedContent(ContentRecords(records))
    content.refresh()
    assert content() == default_content()
    records.close()
