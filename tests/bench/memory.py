"""Memory of a process and all that it started."""

from threading import Event, Thread
from types import TracebackType
from typing import Self

import psutil

MEGABYTE = 1_000_000
_SAMPLE_SECONDS = 0.1


def tree_rss(pid: int) -> list[float]:
    """Resident memory in MB of a process and then of its descendants; a page that several share counts in each."""
    return [_memory(process, "rss") for process in _tree(pid)]


def tree_pss(pid: int) -> float:
    """Memory in MB of a process and its descendants together; a shared page counts once."""
    return sum(_memory(process, "pss") for process in _tree(pid))


class Peak:
    """Samples the resident memory of a process and its descendants, summed, until the `with` block ends."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._ended = Event()
        self._thread = Thread(target=self._sample, daemon=True)
        self.megabytes = 0.0

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()

    def _sample(self) -> None:
        while not self._ended.wait(_SAMPLE_SECONDS):
            self.megabytes = max(self.megabytes, sum(tree_rss(self._pid)))


def _tree(pid: int) -> list[psutil.Process]:
    try:
        process = psutil.Process(pid)
        return [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _memory(process: psutil.Process, kind: str) -> float:
    try:
        info = process.memory_full_info() if kind == "pss" else process.memory_info()
    except (psutil.NoSuchProcess, psutil.ZombieProcess):
        return 0.0
    return float(getattr(info, kind)) / MEGABYTE
