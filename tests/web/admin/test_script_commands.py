"""The commands that do what an address for scripts does, and that there is one for all that the pages do."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.answer import Status
from index.encoder import Encoder
from tests.workplace import Workplace, workplace_in
from web.__main__ import main
from web.admin.script_table import COMMANDS, GROUPS
from web.records.asked import Asked, Channel, Handling, Questions
from web.records.audit import TERMINAL, Action
from web.records.content import ContentRecords
from web.records.roles import Role
from web.records.tokens import ApiTokens

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def workplace(tmp_path: Path, encoders_dir: Path, default_encoder: Encoder) -> Iterator[Workplace]:
    with workplace_in(tmp_path, encoders_dir, default_encoder) as place:
        place.published()
        yield place


@pytest.fixture
def run(workplace: Workplace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `python -m web …` in this process: its exit code, and what it writes."""
    monkeypatch.setenv("BOT_VAR_DIR", str(workplace.settings.var_dir))
    monkeypatch.setenv("BOT_DOCUMENTS_DIR", str(workplace.settings.documents_dir))

    def run(*arguments: str) -> tuple[int, str, str]:
        return main(arguments), *capsys.readouterr()

    return run


def _json(run: Run, *arguments: str) -> Any:
    code, out, err = run(*arguments, "--json")
    assert code == 0, err
    return json.loads(out)


def test_a_document_is_added_described_replaced_removed_and_taken_back(
    workplace: Workplace, run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "Ett program.txt"
    file.write_text("Programmet gäller alla skolor i länet.", encoding="utf-8")
    assert run("documents", "add", str(file), "kind=program") == (0, "Uppladdat som ett-program.\n", "")
    listed = run("documents", "list")[1].splitlines()
    assert listed == ["ett-program\tnytt\tEtt program", "beslut\tpublicerat\tRegionens beslut"]
    assert "Programmet gäller alla skolor" in run("documents", "read", "ett-program")[1]
    assert run("documents", "describe", "ett-program", "title=Skolprogrammet", "superseded_by=beslut")[0] == 0
    assert run("documents", "replace", "ett-program", str(file))[1] == "ett-program är ersatt.\n"
    run("documents", "remove", "ett-program")
    states = {one["id"]: (one["state"], one["title"]) for one in _json(run, "documents", "list")["documents"]}
    assert states["ett-program"] == ("borttaget", "Skolprogrammet")
    assert run("documents", "restore", "ett-program")[0] == 0
    assert [line.actor for line in workplace.audit.lines() if line.subject == "ett-program"] == [TERMINAL] * 5


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("documents", "remove", "finns-inte"), "Dokumentet finns inte."),
        (("documents", "describe", "beslut", "decided_on=igår"), "ska vara ett datum"),
        (("documents", "add", "finns-inte.txt"), "finns-inte.txt"),
        (("golden", "remove", "7"), "finns inte"),
        (("golden", "add", "Vad kostar det?", "--document", "beslut.md", "--answer", "en krona"), "answer: Orden står"),
        (("content", "set", "contact", "rad\nrad"), "value: Skriv på en rad"),
        (("content", "reset", "okänt"), "Innehållet finns inte."),
        (("keys", "create", "natt", "--role", "redaktör", "--days", "9999"), "days: Värdet"),
        (("builds", "cancel", "finns-inte"), "finns inte"),
    ],
)
def test_what_cannot_be_done_is_told_and_fails(run: Run, arguments: tuple[str, ...], told: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (1, "")
    assert told in err
    assert "Traceback" not in err


def test_a_golden_question_is_added_and_removed(workplace: Workplace, run: Run) -> None:
    assert run("golden", "add", "Vad kostar det?", "--document", "beslut.md", "--answer", "inga kostnader")[0] == 0
    made = _json(run, "golden", "add", "Vad blir det för mat?")
    assert (made["document"], made["created_by"]) == (None, TERMINAL)
    assert run("golden", "list")[1].splitlines()[1] == f"{made['id']}\tVad blir det för mat?"
    assert run("golden", "remove", str(made["id"]))[1] == "Borttagen.\n"
    assert len(workplace.deeds(Action.GOLDEN_ADDED)) == 2


def test_a_question_without_an_answer_is_handled(workplace: Workplace, run: Run) -> None:
    questions = Questions(workplace.records)
    questions.add([Asked(Channel.API, Status.NO_ANSWER, date(2026, 1, 1), "Vad blir det för mat?")])
    [question] = questions.unanswered()
    assert f"Vad blir det för mat? ({question.id})" in run("questions", "list", "--status", "ny")[1]
    run("questions", "handle", str(question.id), "--status", "utanför uppdraget", "--unit", "Köket")
    [handled] = questions.unanswered()
    assert (handled.handling, handled.unit) == (Handling.OUTSIDE, "Köket")
    assert run("questions", "list", "--status", "ny")[1] == "Det finns inget att visa.\n"


def test_the_service_is_closed_and_opened_and_content_is_changed(workplace: Workplace, run: Run) -> None:
    content = ContentRecords(workplace.records)
    assert run("content", "close", "Vi flyttar.")[1] == "Tjänsten är stängd inom två sekunder.\n"
    assert content.all() == {"closed": "Vi flyttar."}
    run("content", "open")
    run("content", "set", "notices", '["Vi uppdaterar på fredag."]')
    assert content.all() == {"notices": ["Vi uppdaterar på fredag."]}
    assert 'notices\tja\t["Vi uppdaterar på fredag."]' in run("content", "list")[1]
    run("content", "reset", "notices")
    assert content.all() == {}
    assert len(workplace.deeds(Action.CONTENT_CHANGED)) == 4


def test_a_key_is_made_shown_once_and_revoked(workplace: Workplace, run: Run) -> None:
    secret = run("keys", "create", "natt", "--role", "redaktör", "--days", "30")[1].strip()
    token = ApiTokens(workplace.records).find(secret)
    assert token is not None
    assert (token.name, token.role) == ("natt", Role.EDITOR)
    listed = run("keys", "list")[1]
    assert "natt\tredaktör" in listed
    assert secret not in listed
    run("keys", "revoke", str(token.id))
    assert ApiTokens(workplace.records).find(secret) is None


def test_builds_indexes_figures_feedback_and_the_log_are_shown(workplace: Workplace, run: Run) -> None:
    assert "publicerad" in run("builds", "list")[1]
    assert run("builds", "kept")[1].startswith(f"{workplace.live}\tja\tnej\t1")
    assert len(_json(run, "figures", "list", "--weeks", "3")["weeks"]) == 3
    assert run("feedback", "list")[1] == "Det finns inget att visa.\n"
    assert "publicerade" in run("log", "list", "--limit", "5", "--matching", "publicerade")[1]


def test_every_group_has_its_deeds_and_none_twice() -> None:
    names = [(command.group, command.deed) for command in COMMANDS]
    assert len(set(names)) == len(names)
    assert {group for group, _ in names} == set(GROUPS)
