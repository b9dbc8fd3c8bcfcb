"""The commands `purge` and `export`, as they are run."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from bot.answer import Status
from web.records.asked import Asked, Channel, Questions
from web.records.audit import Audit
from web.records.database import Records

ROOT = Path(__file__).parents[2]


def _run(url: str, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    variables = os.environ | {"BOT_DATABASE_URL": url, "BOT_RETENTION_DAYS": "30"} | environment
    command = [sys.executable, "-m", "web", *arguments]
    return subprocess.run(command, env=variables, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture
def records(database_url: str) -> Records:
    opened = Records.open(database_url)
    Questions(opened).add([Asked(Channel.PAGE, Status.NO_ANSWER, date(2020, 1, 1), "Vad kostar det?")])
    return opened


def test_an_export_and_a_purge_leave_their_lines(records: Records, database_url: str, tmp_path: Path) -> None:
    file = tmp_path / "frågor.json"
    exported = _run(database_url, "export", "--format", "json", str(file))
    assert (exported.returncode, exported.stdout) == (0, f"Rader i {file}: 1\n")
    assert [row["fråga"] for row in json.loads(file.read_text(encoding="utf-8"))] == ["Vad kostar det?"]
    purged = _run(database_url, "purge", BOT_RETENTION_DECISION="Beslut § 7")
    assert (purged.returncode, purged.stderr) == (0, "")
    assert "Frågor utan svar: 1." in purged.stdout
    assert Questions(records).unanswered() == ()
    lines = [(line.action, line.detail) for line in Audit(records).lines()]
    records.close()
    assert lines[1] == ("exporterade", "json, antal rader: 1")
    assert lines[0][0] == "gallrade"
    assert lines[0][1].endswith("Grund: Beslut § 7")


def test_a_purge_without_a_decision_says_so(records: Records, database_url: str) -> None:
    purged = _run(database_url, "purge")
    (line,) = Audit(records).lines()
    records.close()
    assert purged.returncode == 0
    assert "inget gallringsbeslut" in purged.stderr
    assert line.detail.endswith("Inget gallringsbeslut är registrerat.")


def test_a_database_that_is_away_is_told_in_one_line(tmp_path: Path) -> None:
    for arguments in (("purge",), ("export", "--format", "csv", str(tmp_path / "a.csv"))):
        done = _run("postgresql://test@127.0.0.1:1/records", *arguments)
        assert (done.returncode, done.stderr.splitlines()[-1]) == (1, "Databasen svarar inte.")


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    done = _run(f"sqlite:///{tmp_path / 'records.db'}", "export", "--format", "csv", str(tmp_path / "nej" / "a.csv"))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
