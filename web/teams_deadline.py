"""Work that is waited for only so long."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


class Deadline:
    """Runs work in threads of its own, so that whoever waits can go on without it."""

    def __init__(self, seconds: float, threads: int) -> None:
        self._seconds = seconds
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="teams")

    def run(self, work: Callable[[], T]) -> T | None:
        """What the work gives or raises; None where it is not done in time.

        Work that has begun goes on to its end and keeps its thread; while all are kept, new work is late too.
        """
        running = self._pool.submit(work)
        try:
            return running.result(self._seconds)
        except TimeoutError:
            running.cancel()
            return None
