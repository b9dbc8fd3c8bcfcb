"""A build in a process of its own: it lives on by itself, can be ended, and is found dead."""

import fcntl
import os
import random
import signal
import subprocess
import sys
import time

import psutil
import pytest

from index.live import LiveSearcher
from tests.workplace import ADMINISTRATOR, COST, EDITOR, Workplace
from web.records.audit import Action
from web.records.builds import Build, Builds, BuildState
from web.releasing.errors import BuildGoingOnError, NotGoingOnError, NotReadyError
from web.releasing.processes import ProcessName

LONG = " ".join(f"Ärende nummer {number} om anslutning är avgjort." for number in range(400))
KILLS = 10


def _begun(workplace: Workplace, build: Build) -> ProcessName:
    """Wait until the process of a build reads or encodes."""
    deadline = time.monotonic() + 30
    while workplace.releases.progress(build.id) is None:
        assert time.monotonic() < deadline, workplace.log(build.id)
        time.sleep(0.02)
    process = workplace.releases.files(build.id).process()
    assert process is not None
    return process


def _alive(group: int) -> list[int]:
    """The processes of a group; one that has ended may stay in the table until somebody has asked how."""
    found = psutil.process_iter(["status"])
    return [one.pid for one in found if one.info["status"] != psutil.STATUS_ZOMBIE and os.getpgid(one.pid) == group]


def test_a_build_of_its_own_comes_to_the_same_as_one_in_the_terminal(workplace: Workplace) -> None:
    build = workplace.releases.start(EDITOR)
    assert build.state is BuildState.RUNNING
    assert workplace.releases.running() == build
    ended = workplace.ended(build.id)
    assert ended.state is BuildState.READY, workplace.log(build.id)
    assert ended.gate is not None
    assert ended.gate["counts"]["better"] == 2
    assert workplace.releases.publishing.publish(build.id, ADMINISTRATOR).state is BuildState.PUBLISHED


def test_a_second_build_is_refused_while_the_first_goes_on(workplace: Workplace) -> None:
    workplace.write(LONG)
    build = workplace.releases.start(EDITOR)
    with pytest.raises(BuildGoingOnError, match="pågår redan"):
        workplace.releases.start(ADMINISTRATOR)
    workplace.releases.cancel(build.id, EDITOR)
    assert len(workplace.releases.latest()) == 1


def test_a_build_in_the_terminal_is_waited_for(workplace: Workplace) -> None:
    with (workplace.settings.var_dir / "build.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(BuildGoingOnError, match="kommandoraden"):
            workplace.releases.start(EDITOR)
    assert workplace.releases.latest() == ()


def test_a_cancelled_build_ends_with_all_its_processes_and_the_next_one_is_made(workplace: Workplace) -> None:
    live = workplace.published().generation
    workplace.write(LONG)
    build = workplace.releases.start(EDITOR)
    process = _begun(workplace, build)
    assert workplace.releases.cancel(build.id, ADMINISTRATOR).state is BuildState.CANCELLED
    assert _alive(process.pid) == []
    assert workplace.deeds(Action.BUILD_CANCELLED) == ["anna@exempel.se: "]
    assert workplace.live == live
    with pytest.raises(NotGoingOnError):
        workplace.releases.cancel(build.id, ADMINISTRATOR)
    workplace.write(f"{COST} Barnens bästa har prövats.")
    assert workplace.build().state is BuildState.READY


def test_a_build_that_is_cancelled_at_once_ends(workplace: Workplace) -> None:
    build = workplace.releases.start(EDITOR)
    assert workplace.releases.cancel(build.id, EDITOR).state is BuildState.CANCELLED


def test_a_build_that_was_cancelled_on_another_machine_ends_by_itself(workplace: Workplace) -> None:
    workplace.write(LONG)
    build = workplace.releases.start(EDITOR)
    process = _begun(workplace, build)
    # All that reaches it from there.
    workplace.releases.files(build.id).ask_to_end()
    assert workplace.ended(build.id).state is BuildState.CANCELLED
    assert _alive(process.pid) == []


def test_a_process_with_the_number_of_an_ended_build_is_left_alone(workplace: Workplace) -> None:
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as other:
        build = workplace.releases.start(EDITOR)
        process = _begun(workplace, build)
        # It is there and does nothing, for as long as the test needs it.
        process.send(signal.SIGSTOP)
        files = workplace.releases.files(build.id)
        files.note_process(ProcessName(other.pid, ProcessName.of(other.pid).started - 1))
        workplace.releases.cancel(build.id, EDITOR)
        assert other.poll() is None
        other.kill()
        process.send(signal.SIGKILL)


def test_comparing_again_keeps_the_index_and_renews_the_comparison(workplace: Workplace) -> None:
    workplace.published()
    workplace.write(f"{COST} Barnens bästa har prövats.")
    build = workplace.build()
    later = workplace.published(f"{COST} Det gäller från i dag.")
    assert workplace.releases.again(build.id, EDITOR).state is BuildState.TESTING
    again = workplace.ended(build.id)
    assert (again.state, again.generation) == (BuildState.READY, build.generation)
    assert again.gate is not None
    assert again.gate["live"] == later.generation
    with pytest.raises(NotReadyError):
        workplace.releases.again(later.id, EDITOR)


def test_a_comparison_that_is_cancelled_leaves_the_one_before(workplace: Workplace) -> None:
    build = workplace.build()
    workplace.releases.again(build.id, EDITOR)
    cancelled = workplace.releases.cancel(build.id, EDITOR)
    assert (cancelled.state, cancelled.gate) == (BuildState.READY, build.gate)


def test_a_build_whose_process_died_without_a_word_has_failed(workplace: Workplace) -> None:
    build = Builds(workplace.records).start("anna@exempel.se")
    found = workplace.releases.get(build.id)
    assert found.state is BuildState.FAILED
    assert "process dog" in found.error
    assert workplace.deeds(Action.BUILD_FAILED)


def test_a_build_killed_at_any_moment_leaves_what_is_published_and_the_next_one_succeeds(workplace: Workplace) -> None:
    live = workplace.published().generation
    searcher = LiveSearcher(workplace.settings.var_dir, lambda _hash: workplace.encoder)
    for number in range(KILLS):
        workplace.write(f"{COST} Det är försök {number}. {LONG}")
        build = workplace.releases.start(EDITOR)
        process = workplace.releases.files(build.id).process()
        assert process is not None
        time.sleep(random.uniform(0.1, 2))
        process.send(signal.SIGKILL)
        ended = workplace.ended(build.id)
        assert ended.state in {BuildState.FAILED, BuildState.READY}
        assert workplace.live == live
        searcher.refresh()
        assert searcher.search("Vad kostar beslutet?").hits[0].best_sentence.text == COST
    workplace.write(f"{COST} Det sista försöket.")
    ended = workplace.ended(workplace.releases.start(EDITOR).id)
    assert ended.state is BuildState.READY, workplace.log(ended.id)
