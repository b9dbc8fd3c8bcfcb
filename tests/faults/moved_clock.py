"""The clock is moved forwards and backwards under the running service, by libfaketime.

The clock of this machine is left alone. The library stands before the system's own and moves what a process is told
of the time of day; the clock that only ever goes forwards is not moved, nor are the times of files.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection
from pathlib import Path

from tests.faults.trial import CannotHappenError, Fault, Place, Trial, copy_stock
from web.records.database import default_url

_STEPS = {"+2h": timedelta(hours=2), "-3d": timedelta(days=-3), "+400d": timedelta(days=400), "+0": timedelta()}
_CLOCK = "clock"
_MANY = "100000"


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
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "NO_FAKE_STAT": "1",
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


def _move(trial: Trial) -> float:
    for step, moved in _STEPS.items():
        (trial.place.var_dir.parent / _CLOCK).write_text(step, encoding="ascii")
        off = abs(_told(trial) - datetime.now(UTC) - moved)
        if off > timedelta(minutes=5):
            raise TimeoutError(f"the clock was not moved by {moved}: off by {off}")
        trial.pressure.wait_for(15)
        trial.rest()
    return 0.0


FAULT = Fault(
    "the clock is moved",
    f"by {', '.join(list(_STEPS)[:-1])} and back, limits on",
    _move,
    _with_clock,
)
