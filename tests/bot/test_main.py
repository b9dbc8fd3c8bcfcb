"""The bot from the terminal, over a real index of one small document."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.answer import Status
from bot.replies import TEXTS

QUESTION = "Vilka organisationer kan ansluta sig till strategin?"
SENTENCE = "Alla organisationer kan ansluta sig till strategin."
FIELDS = {
    "status": str,
    "answer": str,
    "language": str,
    "notices": list,
    "quotes": list,
    "related": list,
    "interpreted_as": str | None,
    "confidence": float,
    "generation": str,
    "timings_ms": dict,
}
QUOTE_FIELDS = ["text", "reference", "document", "section", "page", "url"]
DOCUMENT_FIELDS = ["id", "path", "title", "kind", "decided_on", "valid_from", "valid_to", "validity"]


@pytest.fixture
def published(published_var: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BOT_VAR_DIR", str(published_var))
    monkeypatch.setenv("BOT_PUBLIC_URL", "https://bot.example")
    return published_var


@pytest.mark.usefixtures("published")
def test_the_json_has_the_fields_of_the_api(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "--json", "--today", "2024-06-15", "--history", "Vad är strategin?", QUESTION]) == 0
    data = json.loads(capsys.readouterr().out)
    assert list(data) == list(FIELDS)
    assert [name for name, kind in FIELDS.items() if not isinstance(data[name], kind)] == []
    (quote,) = data["quotes"]
    assert list(quote) == QUOTE_FIELDS
    assert list(quote["document"]) == DOCUMENT_FIELDS
    assert quote["text"] == SENTENCE
    assert quote["document"]["decided_on"] == "2023-06-12"
    assert quote["url"].startswith("https://bot.example/kallor/beslut/")


@pytest.mark.usefixtures("published")
def test_a_person_gets_the_quote_with_its_source(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", QUESTION]) == 0
    told = capsys.readouterr().out
    assert told.startswith(TEXTS[Status.ANSWERED])
    assert f"”{SENTENCE}”\n  Regionens beslut, " in told


@pytest.mark.usefixtures("published")
def test_no_answer_is_an_answer(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "?!"]) == 0
    assert capsys.readouterr().out.strip() == TEXTS[Status.NEEDS_QUESTION]


def test_with_nothing_published_the_command_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BOT_VAR_DIR", str(tmp_path))
    assert main(["ask", "--json", QUESTION]) == 1
    assert json.loads(capsys.readouterr().out)["status"] == "unavailable"


@pytest.mark.parametrize(
    "arguments",
    [
        [""],
        ["  \n"],
        ["a" * 1001],
        ["\udcff"],
        ["--history", "", QUESTION],
        ["--history", "a" * 1001, QUESTION],
        [*["--history", "Vad gäller?"] * 7, QUESTION],
    ],
    ids=["empty", "blank", "too long", "not Unicode", "empty earlier", "too long earlier", "too many earlier"],
)
def test_what_the_api_refuses_is_refused_with_one_line(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", *arguments]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1


def test_the_command_itself_ends_with_the_exit_code() -> None:
    command = [sys.executable, "-m", "bot", "ask", " "]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "Frågan måste ha minst ett och högst 1 000 tecken.\n"


def test_a_person_at_risk_gets_help_with_nothing_published_and_whatever_the_length(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BOT_VAR_DIR", str(tmp_path))
    assert main(["ask", "min man slog mig igår" + " och" * 500]) == 0
    assert "Kvinnofridslinjen 020-50 50 50" in capsys.readouterr().out
