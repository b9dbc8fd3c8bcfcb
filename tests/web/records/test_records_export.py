"""What is handed out, and what never is."""

import csv
import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.answer import Status
from tests.web.records.conftest import Clock
from web.records.accounts import Accounts
from web.records.asked import Asked, Channel, Questions
from web.records.audit import Action, Audit
from web.records.database import Records
from web.records.export import Format, What, rows, write
from web.records.feedback import FeedbackRecords
from web.records.login_failures import LoginFailures
from web.records.roles import Role
from web.records.sessions import Sessions
from web.records.texts import sha256
from web.records.tokens import ApiTokens

DAY = date(2025, 3, 10)
QUESTION = 'Vad säger "policyn"; om lön,\nföräldraledighet och 😀?'
HASH = "$argon2id$v=19$hemligt"


@pytest.fixture
def secrets(records: Records, clock: Clock) -> list[str]:
    """Fills every table; gives what no export may hold."""
    anna = Accounts(records, clock).create("anna@exempel.se", Role.ADMINISTRATOR, HASH)
    session = Sessions(records, clock).open(anna.id)
    _token, key = ApiTokens(records, clock).create("nattjobb", Role.EDITOR, anna.email, clock() + timedelta(days=9))
    LoginFailures(records, clock).note("bo@exempel.se")
    Audit(records, clock).write(anna.email, Action.TOKEN_CREATED, "nattjobb")
    Questions(records).add([Asked(Channel.PAGE, Status.NO_ANSWER, DAY, QUESTION)])
    FeedbackRecords(records).add(DAY, Channel.API, False, QUESTION, Status.ANSWERED, ["a@1:0-9", "b@2:3-4"])
    return [HASH, session, sha256(session), key, sha256(key), sha256("bo@exempel.se")]


@pytest.mark.parametrize("what", What)
def test_an_export_holds_every_row_and_no_secret(
    records: Records, secrets: list[str], what: What, tmp_path: Path
) -> None:
    for form in Format:
        file = tmp_path / f"{what}.{form}"
        assert write(records, what, form, file) == 1
        assert [secret for secret in secrets if secret in file.read_text(encoding="utf-8")] == []
        assert file.stat().st_mode & 0o777 == 0o600


def test_csv_and_json_say_the_same(records: Records, secrets: list[str], tmp_path: Path) -> None:
    write(records, What.QUESTIONS, Format.CSV, tmp_path / "a.csv")
    write(records, What.QUESTIONS, Format.JSON, tmp_path / "a.json")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        (from_csv,) = csv.DictReader(file)
    (from_json,) = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert from_csv == {name: str(value) for name, value in from_json.items()}
    assert (from_json["fråga"], from_json["dag"], from_json["kanal"]) == (QUESTION, "2025-03-10", "webb")


def test_the_log_and_the_feedback_are_told_in_swedish(records: Records, secrets: list[str]) -> None:
    (line,) = rows(records, What.AUDIT)
    assert (line["vem"], line["åtgärd"], line["tid"]) == (
        "anna@exempel.se",
        "skapade nyckel",
        "2025-03-10T12:00:00+00:00",
    )
    (said,) = rows(records, What.FEEDBACK)
    assert (said["hjälpte"], said["citat"]) == ("nej", "a@1:0-9 b@2:3-4")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_a_spreadsheet_runs_no_question_as_a_formula(records: Records, start: str, tmp_path: Path) -> None:
    Questions(records).add([Asked(Channel.PAGE, Status.NO_ANSWER, DAY, f"{start}HYPERLINK(1)")])
    for form, expected in ((Format.CSV, f"'{start}HYPERLINK(1)"), (Format.JSON, f"{start}HYPERLINK(1)")):
        file = tmp_path / f"a.{form}"
        write(records, What.QUESTIONS, form, file)
        with file.open(encoding="utf-8-sig", newline="") as opened:
            (row,) = csv.DictReader(opened) if form is Format.CSV else json.load(opened)
        assert row["fråga"] == expected


@pytest.mark.parametrize("between", [";", "\n", "\t"])
def test_a_spreadsheet_that_reads_other_borders_runs_no_formula_either(
    records: Records, between: str, tmp_path: Path
) -> None:
    text = f"Vad kostar det{between}=HYPERLINK(1){between}Högst 10,- kronor; 5-6 år\r\nOch sedan?"
    Questions(records).add([Asked(Channel.PAGE, Status.NO_ANSWER, DAY, text)])
    file = tmp_path / "a.csv"
    write(records, What.QUESTIONS, Format.CSV, file)
    with file.open(encoding="utf-8-sig", newline="") as opened:
        (row,) = csv.DictReader(opened)
    assert row["fråga"] == text.replace("=", "'=")
    for line in file.read_text(encoding="utf-8-sig").splitlines():
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in line.split(between))


def test_an_empty_export_is_whole(records: Records, tmp_path: Path) -> None:
    for form, expected in ((Format.CSV, "dag,kanal,utfall,antal\r\n"), (Format.JSON, "[\n]\n")):
        assert write(records, What.COUNTS, form, tmp_path / "a") == 0
        assert (tmp_path / "a").read_bytes().decode("utf-8-sig") == expected


def test_an_export_of_many_rows_is_written_in_pieces(records: Records, tmp_path: Path) -> None:
    Questions(records).add([Asked(Channel.PAGE, Status.NO_ANSWER, DAY, f"Fråga {n}?") for n in range(1200)])
    assert write(records, What.QUESTIONS, Format.JSON, tmp_path / "a.json") == 1200
    assert len(json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))) == 1200


def test_an_export_that_fails_leaves_what_was_there(records: Records, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b").touch()
    with pytest.raises(OSError, match="a"):
        write(records, What.COUNTS, Format.CSV, tmp_path / "a")
    assert [path.name for path in tmp_path.glob(".a*")] == []
