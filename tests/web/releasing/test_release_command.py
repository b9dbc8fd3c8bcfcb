"""`python -m web release`, as a nightly job runs it."""

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from tests.workplace import COST, Workplace
from web.__main__ import main
from web.records.audit import TERMINAL, Action
from web.records.builds import BuildState

NOTHING = "Ärendet är avslutat."
MORE = f"{COST} Barnens bästa har prövats."

Release = Callable[..., tuple[int, str, str]]


def _environment(workplace: Workplace) -> dict[str, str]:
    settings = workplace.settings
    return {"BOT_VAR_DIR": str(settings.var_dir), "BOT_DOCUMENTS_DIR": str(settings.documents_dir)}


def _command(workplace: Workplace, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "web", "release", *arguments]
    environment = os.environ | _environment(workplace)
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


@pytest.fixture
def release(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Release]:
    """Runs the command in this process: its exit code, and what it writes."""
    for name, value in _environment(workplace).items():
        monkeypatch.setenv(name, value)
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["release", *arguments])
        return code, *capsys.readouterr()

    yield run
    for number, handler in handlers.items():
        signal.signal(number, handler)


def _json(release: Release, arguments: Sequence[str], code: int) -> dict[str, Any]:
    ended, out, err = release("--json", *arguments)
    assert ended == code, err
    fields: dict[str, Any] = json.loads(out)
    return fields


def test_a_release_builds_tries_and_publishes_and_the_log_says_so(workplace: Workplace, release: Release) -> None:
    with _command(workplace) as process:
        out, err = process.communicate()
    assert process.returncode == 0, err
    assert "2 testfrågor, 0 sämre, 2 bättre" in out
    assert workplace.live == workplace.releases.latest()[0].generation
    assert workplace.deeds(Action.PUBLISHED) == [f"{TERMINAL}: i stället för ingen"]
    assert _json(release, (), 0)["state"] == "oförändrad"


def test_a_release_that_is_worse_ends_with_3_and_publishes_nothing_until_a_reason_is_given(
    workplace: Workplace, release: Release
) -> None:
    live = workplace.published().generation
    workplace.write(NOTHING)
    code, out, err = release()
    assert code == 3
    assert "Sämre: Vad kostar beslutet?" in out
    assert "1 testfråga får sämre svar" in err
    assert workplace.live == live
    assert _json(release, ("--no-publish",), 3)["state"] == "klar"
    assert workplace.live == live
    published = _json(release, ("--reason", "Beslutet är upphävt."), 0)
    assert published["state"] == "publicerad"
    assert workplace.live == published["generation"]


def test_a_release_that_is_not_to_publish_leaves_what_is_live_until_the_build_is_published(
    workplace: Workplace, release: Release
) -> None:
    fields = _json(release, ("--no-publish",), 0)
    assert fields["state"] == "klar"
    assert workplace.live is None
    assert _json(release, ("--publish", fields["id"]), 0)["state"] == "publicerad"
    assert workplace.live == fields["generation"]
    assert release("--publish", "20250101-000000-abcdef")[0] == 1


def test_a_build_that_is_worse_needs_a_reason_there_too(workplace: Workplace, release: Release) -> None:
    workplace.published()
    workplace.write(NOTHING)
    build = workplace.build()
    code, _, err = release("--publish", build.id)
    assert (code, "1 testfråga får sämre svar" in err) == (3, True)
    assert release("--publish", build.id, "--reason", "Beslutet är upphävt.")[0] == 0
    assert workplace.live == build.generation


def test_going_back_is_done_and_noted(workplace: Workplace, release: Release) -> None:
    first, second = workplace.published(), workplace.published(MORE)
    code, out, _ = release("--rollback", first.generation or "", "--reason", "Fel dokument.")
    assert (code, f"Publicerat är nu {first.generation}" in out) == (0, True)
    assert workplace.live == first.generation
    noted = f"{TERMINAL}: i stället för {second.generation}; Fel dokument."
    assert workplace.deeds(Action.ROLLED_BACK) == [noted]
    code, _, err = release("--rollback", "finns-inte")
    assert (code, "finns inte kvar" in err) == (1, True)


def test_a_release_that_fails_ends_with_1_and_the_reason(workplace: Workplace, release: Release) -> None:
    (workplace.settings.documents_dir / "beslut.md").unlink()
    code, _, err = release()
    assert code == 1
    assert err.strip().endswith("Inget dokument i mapparna kunde läsas.")


def test_a_release_beside_another_build_ends_with_4(workplace: Workplace, release: Release) -> None:
    with (workplace.settings.var_dir / "build.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        code, _, err = release()
    assert code == 4
    assert "pågår redan" in err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_release_that_is_interrupted_is_cancelled(workplace: Workplace, number: signal.Signals) -> None:
    workplace.write(" ".join(f"Ärende {number} är avgjort." for number in range(400)))
    with _command(workplace) as process:
        deadline = time.monotonic() + 60
        while not (build := workplace.releases.running()) or workplace.releases.progress(build.id) is None:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        process.send_signal(number)
        process.communicate()
    assert process.returncode != 0
    assert workplace.releases.get(build.id).state is BuildState.CANCELLED
