"""The clock is moved forwards and backwards under the running service, by libfaketime.

The clock of this machine is left alone. The library stands before the system's own and moves what a process is told
of the time of day; the clock that only ever goes forwards is not moved, nor are the times of files.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import partial
from http.client import HTTPConnection
from pathlib import Path

from tests.faults.trial import CannotHappenError, Fault, Place, Trial, copy_stock
from web.records.database import default_url

_STEPS = {"+2h": timedelta(hours=2), "-3d": timedelta(days=-3), "+400d": timedelta(days=400), "+0": timedelta()}
_CLOCK = "clock"
_MANY = "100000"
_KEPT_SECONDS = 1
_AS_MOVED = timedelta(minutes=5)


@contextmanager
def _with_clock(stock: Path, folder: Path) -> Iterator[Place]:
    library = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
    if library is None:
        raise CannotHappenError("libfaketime saknas. Installera paketet libfaketime.")
    copy_stock(stock, folder / "var")
    (folder / _CLOCK).write_text("+0", encoding="ascii")
    settings = {
        "LD_PRELOAD": str(library),
        "PYTHONPATH": str(Path(__file__).parent / "under_faketime"),
        "FAKETIME_TIMESTAMP_FILE": str(folder / _CLOCK),
        "FAKETIME_CACHE_DURATION": str(_KEPT_SECONDS),
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "NO_FAKE_STAT": "1",
        # The library makes every look at the clock dear, and what is asked here is not how long a call takes.
        "BOT_REQUEST_SECONDS": "60",
        # Counting calls by the minute is what depends on the clock most.
        "BOT_RATE_LIMITS": "true",
        "BOT_QUESTIONS_PER_MINUTE": _MANY,
        "BOT_FEEDBACK_PER_MINUTE": _MANY,
    }
    yield Place(folder / "var", settings, default_url(folder / "var"))


def _told(trial: Trial) -> datetime:
    """The time of day by the service's own word."""
    connection = HTTPConnection("127.0.0.1", trial.service.port, timeout=30)
    try:
        connection.request("GET", "/health/live", headers={"Connection": "close"})
        return parsedate_to_datetime(connection.getresponse().headers["Date"])
    finally:
        connection.close()


def _is_moved(trial: Trial, by: timedelta) -> bool:
    return abs(_told(trial) - datetime.now(UTC) - by) < _AS_MOVED


def _move(trial: Trial) -> float:
    for step, moved in _STEPS.items():
        (trial.place.var_dir.parent / _CLOCK).write_text(step, encoding="ascii")
        trial.until(partial(_is_moved, trial, moved))
        trial.pressure.wait_for(15)
        trial.rest()
    return 0.0


FAULT = Fault(
    "the clock is moved",
    f"by {', '.join(list(_STEPS)[:-1])} and back, limits on",
    _move,
    _with_clock,
)
