"""`python -m web withdraw`, `backup` and `restore`, as they are run and as they answer a script."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.originals import Originals
from index.tombstones import Tombstones
from tests.workplace import Workplace
from web.__main__ import main
from web.records.audit import TERMINAL, Action

REASON = "Personuppgifter publicerades."
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(workplace: Workplace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command over the var folder of the place, or over another one: the exit code, and what is written."""

    def run(*arguments: str, var_dir: Path = workplace.settings.var_dir) -> tuple[int, str, str]:
        monkeypatch.setenv("BOT_VAR_DIR", str(var_dir))
        monkeypatch.setenv("BOT_DOCUMENTS_DIR", str(workplace.settings.documents_dir))
        return main(arguments), *capsys.readouterr()

    return run


def _json(out: str) -> dict[str, Any]:
    fields: dict[str, Any] = json.loads(out)
    return fields


def _version(workplace: Workplace) -> str:
    [version] = Originals(workplace.settings.var_dir).versions("beslut")
    return version


def test_a_withdrawal_is_told_to_a_person_with_what_is_left_to_do(workplace: Workplace, run: Run) -> None:
    version = _version(workplace)
    code, out, _ = run("withdraw", version, "--reason", REASON)
    assert code == 0
    assert out.startswith(f"Version {version} är återkallad och borttagen. Inget index är publicerat nu")
    assert "Ta bort den för hand" in out
    assert workplace.deeds(Action.DOCUMENT_WITHDRAWN) == [f"{TERMINAL}: {REASON}"]
    assert Tombstones(workplace.settings.var_dir).get(version) is not None


def test_a_withdrawal_answers_a_script(workplace: Workplace, run: Run) -> None:
    version = _version(workplace)
    code, out, _ = run("withdraw", version, "--reason", REASON, "--json")
    told = _json(out)
    assert (code, told["version"], told["documents"], told["live"]) == (0, version, ["beslut"], None)
    assert told["shipped_files"] == [str(workplace.settings.documents_dir / "beslut.md")]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("withdraw", "0" * 16, "--reason", REASON), "Det finns ingen version"),
        (("withdraw", "0" * 16, "--reason", " "), "Skriv varför"),
        (("restore", "finns-inte.tar"), "finns-inte.tar"),
    ],
)
def test_what_cannot_be_done_is_told_and_fails(run: Run, tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    var_dir = tmp_path / "second" if arguments[0] == "restore" else None
    code, out, err = run(*arguments, var_dir=var_dir) if var_dir else run(*arguments)
    assert (code, out) == (1, "")
    assert told in err


def test_a_withdrawal_needs_a_reason(run: Run) -> None:
    with pytest.raises(SystemExit) as refused:
        run("withdraw", "0" * 16)
    assert refused.value.code == 2


def test_a_backup_and_its_restoring_are_told_to_a_person(workplace: Workplace, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "kopia.tar"
    code, out, _ = run("backup", str(file))
    assert (code, f"Säkerhetskopian är skriven: {file}." in out) == (0, True)
    assert "secret.key" in out
    code, out, _ = run("restore", str(file), var_dir=tmp_path / "second")
    assert (code, f"Publicerat index: {workplace.live}." in out) == (0, True)
    assert "Har något annat återkallats efter att kopian skrevs?" in out


def test_a_restoring_over_something_says_how_and_what_was_withdrawn_again(
    workplace: Workplace, run: Run, tmp_path: Path
) -> None:
    file, version = tmp_path / "kopia.tar", _version(workplace)
    told = _json(run("backup", str(file), "--json")[1])
    assert (told["file"], told["live"]) == (str(file), workplace.live)
    run("withdraw", version, "--reason", REASON)
    code, _, err = run("restore", str(file))
    assert (code, "--force" in err) == (1, True)
    workplace.records.close()
    again = _json(run("restore", str(file), "--force", "--json")[1])
    assert (again["created"], again["withdrawn"], again["live"]) == (told["created"], [version], None)
