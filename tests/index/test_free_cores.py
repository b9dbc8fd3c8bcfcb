"""Whether a core is free."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from index.free_cores import any_free

CORES = len(os.sched_getaffinity(0))


@pytest.fixture
def busy_cores() -> Iterator[None]:
    with ExitStack() as started:
        for _ in range(CORES):
            process = started.enter_context(subprocess.Popen([sys.executable, "-c", "while True: pass"]))
            started.callback(process.kill)
        time.sleep(0.5)
        yield


@pytest.mark.usefixtures("busy_cores")
def test_no_core_is_free_while_all_are_busy() -> None:
    # A moment may be missed in which one of them is put aside.
    assert sum(any_free() for _ in range(50)) < 5


@pytest.mark.parametrize(
    ("average", "now", "free"),
    [
        (0.1, 1, CORES > 1),
        (0.1, CORES - 1, True),
        (0.1, CORES, False),
        (0.1, CORES + 7, False),
        (CORES + 0.1, 1, False),
    ],
)
def test_a_core_is_free_where_fewer_threads_run_than_there_are_cores_now_and_lately(
    tmp_path: Path, average: float, now: int, free: bool
) -> None:
    (tmp_path / "loadavg").write_text(f"{average} 1.14 1.69 {now}/80 11156\n", encoding="ascii")
    assert any_free(tmp_path / "loadavg") is free


@pytest.mark.parametrize("text", [None, "", "0.1 0.2", "0.1 0.2 0.3 x/2 1", "x 0.2 0.3 1/2 1"])
def test_where_the_system_does_not_say_a_core_is_free(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "loadavg").write_text(text, encoding="ascii")
    assert any_free(tmp_path / "loadavg")
