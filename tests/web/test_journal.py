"""What waits in a file: in order, by one process at a time, and never a reason to fail."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.answer import Status
from web.journal import Journal
from web.ratings import Rating
from web.records.asked import Asked, Channel
from web.waiting import Rated, Waiting, from_line, to_line
from web.waiting_queue import WaitingQueue

DAY = date(2026, 11, 24)
ASKED = Asked(Channel.PAGE, Status.NO_ANSWER, DAY, "Vad gäller för\nmöten? \ud800")
RATED = Rated(Channel.WIDGET, DAY, Rating(False, "Hur?", Status.RELATED, ("beslut@0123:0-5", "beslut@0123:6-9")))
KILLED = """
import os, sys
from pathlib import Path
from web.journal import Journal
journal = Journal.begin(Path(sys.argv[1]))
size = journal.add("first")
journal.add("second")
journal.done(size)
print("ready", flush=True)
sys.stdin.read()
os._exit(9)
"""


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    journal = Journal.begin(tmp_path)
    yield journal
    journal.close()


@pytest.mark.parametrize("waiting", [ASKED, RATED, Asked(Channel.API, Status.ANSWERED, DAY, None)])
def test_what_waits_is_read_as_it_was_written(waiting: Waiting) -> None:
    line = to_line(waiting)
    assert "\n" not in line
    assert from_line(line.encode()) == waiting


@pytest.mark.parametrize("line", [b"", b"{", b"1", b"\xff", b'{"channel": "api"}', to_line(RATED)[:-9].encode()])
def test_a_line_that_is_cut_off_is_nothing(line: bytes) -> None:
    assert from_line(line) is None


def test_a_running_process_keeps_its_own(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, tmp_path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == b"ready\n"
        assert Journal.left_behind(tmp_path) == []
        process.communicate()
    (left,) = Journal.left_behind(tmp_path)
    assert left.lines() == [b"second\n"]
    assert Journal.left_behind(tmp_path) == []
    left.done(len(b"second\n"))
    left.close()
    assert list(tmp_path.iterdir()) == []


def test_what_is_done_leaves_no_words_on_the_disk(journal: Journal, tmp_path: Path) -> None:
    journal.done(journal.add("hemligt"))
    (path,) = tmp_path.iterdir()
    assert b"hemligt" not in path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_has_its_room_from_the_start_and_keeps_it(journal: Journal, tmp_path: Path) -> None:
    (path,) = tmp_path.iterdir()
    room = path.stat().st_blocks
    assert room * 512 >= path.stat().st_size > 500_000
    for _ in range(100):
        journal.done(journal.add("en rad") + journal.add("en till"))
    assert path.stat().st_blocks == room


def test_without_room_nothing_is_kept_and_nothing_fails() -> None:
    # Every write to this device ends as on a full disk.
    full = Journal(Path("/dev/full"), os.open("/dev/full", os.O_RDWR), 21, 21)
    assert full.add("en rad") == 0
    assert full.is_done


def test_a_queue_without_room_waits_in_memory(tmp_path: Path) -> None:
    (tmp_path / "waiting").write_text("no folder", encoding="utf-8")
    queue = WaitingQueue()
    assert queue.keep_in(tmp_path / "waiting") == 0
    queue.put(ASKED)
    assert queue.first(10) == [ASKED]
    assert queue.in_memory_only == 1


def test_a_queue_is_done_with_its_own_and_with_what_was_left(tmp_path: Path) -> None:
    first, second = WaitingQueue(), WaitingQueue()
    first.keep_in(tmp_path)
    for item in (ASKED, RATED):
        first.put(item)
    assert first.in_memory_only == 0
    first.close()
    assert second.keep_in(tmp_path) == 2
    second.put(RATED)
    assert second.first(10) == [ASKED, RATED, RATED]
    second.done(1)
    assert second.first(10) == [RATED, RATED]
    second.done(2)
    assert len(second) == 0
    second.close()
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_no_process_finished_making_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "broken.journal").write_bytes(b"")
    assert Journal.left_behind(tmp_path) == []
