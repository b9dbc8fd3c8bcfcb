"""`python -m web release`, as a nightly job runs it."""

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import Any

import pytest

from tests.workplace import Workplace
from web.records.audit import TERMINAL, Action
from web.records.builds import BuildState

NOTHING = "Ärendet är avslutat."


def _command(workplace: Workplace, *arguments: str) -> subprocess.Popen[str]:
    environment = os.environ | {
        "BOT_VAR_DIR": str(workplace.settings.var_dir),
        "BOT_DOCUMENTS_DIR": str(workplace.settings.documents_dir),
    }
    command = [sys.executable, "-m", "web", "release", *arguments]
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def _release(workplace: Workplace, *arguments: str) -> tuple[int, str, str]:
    with _command(workplace, *arguments) as process:
        out, err = process.communicate()
    return process.returncode, out, err


def _json(workplace: Workplace, arguments: Sequence[str], code: int) -> dict[str, Any]:
    ended, out, err = _release(workplace, "--json", *arguments)
    assert ended == code, err
    fields: dict[str, Any] = json.loads(out)
    return fields


def test_a_release_builds_tries_and_publishes_and_the_log_says_so(workplace: Workplace) -> None:
    code, out, err = _release(workplace)
    assert code == 0, err
    assert "2 testfrågor, 0 sämre, 2 bättre" in out
    assert workplace.live == workplace.releases.latest()[0].generation
    assert workplace.deeds(Action.PUBLISHED) == [f"{TERMINAL}: i stället för ingen"]
    assert _json(workplace, (), 0)["state"] == "oförändrad"


def test_a_release_that_is_worse_ends_with_3_and_publishes_nothing_until_a_reason_is_given(
    workplace: Workplace,
) -> None:
    live = workplace.published().generation
    workplace.write(NOTHING)
    code, out, err = _release(workplace)
    assert code == 3
    assert "Sämre: Vad kostar beslutet?" in out
    assert "1 testfråga får sämre svar" in err
    assert workplace.live == live
    assert _json(workplace, ("--no-publish",), 3)["state"] == "klar"
    assert workplace.live == live
    published = _json(workplace, ("--reason", "Beslutet är upphävt."), 0)
    assert published["state"] == "publicerad"
    assert workplace.live == published["generation"]


def test_a_release_that_is_not_to_publish_leaves_what_is_live(workplace: Workplace) -> None:
    fields = _json(workplace, ("--no-publish",), 0)
    assert fields["state"] == "klar"
    assert workplace.live is None


def test_a_release_that_fails_ends_with_1_and_the_reason(workplace: Workplace) -> None:
    (workplace.settings.documents_dir / "beslut.md").unlink()
    code, _, err = _release(workplace)
    assert code == 1
    assert err.strip() == "Inget dokument i mapparna kunde läsas."


def test_a_release_beside_another_build_ends_with_4(workplace: Workplace) -> None:
    with (workplace.settings.var_dir / "build.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        code, _, err = _release(workplace)
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
