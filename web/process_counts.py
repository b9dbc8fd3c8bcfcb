"""Calls counted in this process, without the thread that the library's own storage starts for almost every call."""

from collections.abc import Callable
from threading import Lock
from time import time

from limits.storage import Storage

SCHEME = "process"
_MANY = 1000


class ProcessCounts(Storage):
    """Counts by key, each until its window ends. Safe between threads; what has ended is dropped once a minute."""

    STORAGE_SCHEME = [SCHEME]  # noqa: RUF012 - the library's form

    def __init__(
        self, uri: str | None = None, wrap_exceptions: bool = False, clock: Callable[[], float] = time
    ) -> None:
        """`clock` gives seconds since 1970."""
        super().__init__(uri, wrap_exceptions=wrap_exceptions)
        self._clock = clock
        self._lock = Lock()
        self._counts: dict[str, tuple[int, float]] = {}
        self._swept = clock()

    @property
    def base_exceptions(self) -> type[Exception]:
        return ValueError

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Counts in the window that lasts `expiry` seconds from its first call."""
        with self._lock:
            now = self._clock()
            count, end = self._counts.get(key, (0, 0.0))
            # A clock that was put back must not make a window last for hours.
            if not now < end <= now + expiry:
                self._sweep(now, expiry)
                count, end = 0, now + expiry
            self._counts[key] = (count + amount, end)
            return count + amount

    def get(self, key: str) -> int:
        count, end = self._counts.get(key, (0, 0.0))
        return count if end > self._clock() else 0

    def get_expiry(self, key: str) -> float:
        """When the window ends."""
        return self._counts.get(key, (0, self._clock()))[1]

    def check(self) -> bool:
        return True

    def clear(self, key: str) -> None:
        with self._lock:
            self._counts.pop(key, None)

    def reset(self) -> int | None:
        with self._lock:
            number = len(self._counts)
            self._counts.clear()
            return number

    def _sweep(self, now: float, expiry: float) -> None:
        if len(self._counts) < _MANY or 0 <= now - self._swept < expiry:
            return
        self._swept = now
        self._counts = {key: kept for key, kept in self._counts.items() if now < kept[1] <= now + expiry}
