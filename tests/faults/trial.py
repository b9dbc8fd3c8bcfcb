"""One fault: the real service under load, what is done to it, and what came of it."""

import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from datetime import date
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import psutil

from bot.answer import Status
from tests.bench.judging import Judge
from tests.bench.service import Service
from tests.faults.pressure import CLIENTS, Call, End, Pressure, pressing
from web.recording import QueuedRecorder
from web.records.asked import Questions
from web.records.database import Records, default_url
from web.records.errors import RecordsUnavailableError
from web.records.feedback import FeedbackRecords

WORKERS = 2
_LONGEST_SECONDS = 120.0
_BEFORE = 12
_AFTER = 12
_PAUSE = 0.05
_SHOWN = 5
_DIED = ") was sent SIG"


class CannotHappenError(Exception):
    """The fault cannot be made on this machine; the message says why, in Swedish."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a service runs: its folder, its settings by their names in the environment, and its records' address.

    `away` stops a server that it depends on until the block ends.
    """

    var_dir: Path
    settings: Mapping[str, str]
    database_url: str
    away: Callable[[], AbstractContextManager[None]] = nullcontext


@dataclass(frozen=True, slots=True)
class Tally:
    """Questions, those of them whose text is kept since they got no answer, and ratings."""

    asked: int
    unanswered: int
    rated: int

    def missing(self, kept: "Tally") -> int:
        """How many of these are not among those that are kept."""
        pairs = (
            (self.asked, kept.asked),
            (self.unanswered, kept.unanswered),
            (self.rated, kept.rated),
        )
        return sum(max(0, mine - found) for mine, found in pairs)


@dataclass(frozen=True, slots=True)
class Trial:
    """What a fault is handed: the service under load. `seconds`: how long each state is kept."""

    place: Place
    service: Service
    pressure: Pressure
    seconds: float
    number_of_workers: int

    def rest(self) -> None:
        """Let the load go on for a while."""
        time.sleep(self.seconds)

    def workers(self) -> list[psutil.Process]:
        return psutil.Process(self.service.pid).children()

    def until(self, what: Callable[[], bool]) -> float:
        """The seconds until it is so. Raises TimeoutError with the service's log."""
        start = time.monotonic()
        while not what():
            if time.monotonic() - start > _LONGEST_SECONDS:
                raise TimeoutError(self.service.log()[-4000:])
            time.sleep(_PAUSE)
        return time.monotonic() - start

    def until_replaced(self, gone: Sequence[psutil.Process]) -> float:
        """The seconds until other workers are there, and a round of questions is answered."""
        pids = {process.pid for process in gone}

        def is_replaced() -> bool:
            now = {process.pid for process in self.workers()}
            return len(now) >= self.number_of_workers and not now & pids

        start = time.monotonic()
        self.until(is_replaced)
        self.pressure.wait_for(CLIENTS)
        return time.monotonic() - start

    def ready(self) -> int:
        """The status of /health/ready; 0 where no answer comes."""
        connection = HTTPConnection("127.0.0.1", self.service.port, timeout=30)
        try:
            connection.request("GET", "/health/ready", headers={"Connection": "close"})
            return connection.getresponse().status
        except (OSError, HTTPException):
            return 0
        finally:
            connection.close()

    def until_ready(self) -> float:
        """The seconds until the service says that it is ready."""
        return self.until(lambda: self.ready() == 200)

    def until_kept(self) -> float:
        """The seconds until everything that has been confirmed by now is in the records."""
        confirmed = tally_of(self.pressure.calls)
        return self.until(lambda: confirmed.missing(kept_in(self.place.database_url)) == 0)


@contextmanager
def plain_place(stock: Path, folder: Path) -> Iterator[Place]:
    """A folder of its own with what is published in the stock; SQLite."""
    var_dir = folder / "var"
    copy_stock(stock, var_dir)
    yield Place(var_dir, {}, default_url(var_dir))


def copy_stock(stock: Path, var_dir: Path) -> None:
    """What is published in the stock, and its encoders by reference."""
    var_dir.mkdir(exist_ok=True)
    for name in ("generations", "archive"):
        shutil.copytree(stock / name, var_dir / name)
    shutil.copyfile(stock / "current", var_dir / "current")
    (var_dir / "encoders").symlink_to((stock / "encoders").resolve())


@dataclass(frozen=True, slots=True)
class Fault:
    """`cause` does what is `done`, and gives the seconds until all was as before."""

    name: str
    done: str
    cause: Callable[[Trial], float]
    place: Callable[[Path, Path], AbstractContextManager[Place]] = plain_place
    ends_service: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether it can share a service with others."""
        return self.place is plain_place and not self.ends_service


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a fault; `lost` and `doubled` are counted in the records afterwards. `log` is of that time only."""

    fault: Fault
    calls: Sequence[Call]
    recovered: float
    lost: int
    doubled: int
    log: str = field(repr=False)

    def number(self, end: End) -> int:
        return sum(call.end is end for call in self.calls)

    @property
    def failures(self) -> list[str]:
        return [call.said for call in self.calls if call.end is End.FAILED]

    @property
    def deaths(self) -> int:
        """How many workers died, as the server noticed."""
        return self.log.count(_DIED)

    @property
    def wrong(self) -> list[str]:
        """What is not as it should be: more failed than the dying workers held, or a record is missing or double."""
        others = self.number(End.TOLD) + (0 if self.fault.ends_service else self.number(End.SHUT_OUT))
        found = []
        if len(self.failures) > CLIENTS * self.deaths:
            found += [f"{len(self.failures)} calls failed, {self.deaths} workers died", *self.failures[:_SHOWN]]
        if others or self.lost or self.doubled:
            found.append(f"{others} refused, {self.lost} lost, {self.doubled} counted twice")
        return found


class Stage:
    """A service on which faults happen, one after the other."""

    def __init__(self, trial: Trial) -> None:
        self._trial = trial

    def happen(self, fault: Fault) -> Result:
        """Press the service, cause the fault, and count."""
        trial, pressure = self._trial, self._trial.pressure
        seen, logged = len(pressure.calls), len(trial.service.log())
        with pressing(pressure):
            pressure.wait_for(_BEFORE)
            recovered = fault.cause(trial)
            if not fault.ends_service:
                pressure.wait_for(_AFTER)
        if fault.ends_service:
            # What is left is written by the next that starts.
            _write_what_waits(trial.place)
        else:
            with suppress(TimeoutError):
                trial.until_kept()
        confirmed, kept = tally_of(pressure.calls), kept_in(trial.place.database_url)
        # The calls before the load were counted too, and those whose answer got lost may have been.
        uncertain = len(pressure.usual) + sum(call.end in {End.FAILED, End.TOLD} for call in pressure.calls)
        doubled = max(0, kept.asked - confirmed.asked - uncertain)
        lost = confirmed.missing(kept)
        return Result(fault, pressure.calls[seen:], recovered, lost, doubled, trial.service.log()[logged:])


@contextmanager
def staged(
    place: Place, folder: Path, questions: Sequence[str], seconds: float, workers: int = WORKERS
) -> Iterator[Stage]:
    """The service, which answers; each state of a fault is kept for `seconds`. `folder` takes the log."""
    with Service(place.var_dir, folder / "log", workers, place.settings) as service:
        trial = Trial(place, service, Pressure(service.port, Judge(place.var_dir), {}), seconds, workers)
        # A question that is given up while the workers start is answered and counted all the same.
        trial.until_ready()
        for question in questions:
            trial.pressure.usual[question] = str(service.ask(question).body["status"])
        yield Stage(trial)


def tally_of(calls: Sequence[Call]) -> Tally:
    """What the clients were told is done."""
    done = [call for call in list(calls) if call.end is End.DONE]
    asked = [call for call in done if not call.is_rating]
    unanswered = sum(call.said in {Status.RELATED, Status.NO_ANSWER} for call in asked)
    return Tally(len(asked), unanswered, len(done) - len(asked))


def kept_in(database_url: str) -> Tally:
    """What is in the records; nothing while they cannot be read."""
    try:
        with closing(Records.open(database_url)) as records:
            counts = Questions(records).counts(date.min, date.max)
            asked = sum(count.number for count in counts if count.outcome is not Status.UNAVAILABLE)
            unanswered = sum(question.number for question in Questions(records).unanswered())
            ratings = FeedbackRecords(records).totals(date.min, date.max)
            return Tally(asked, unanswered, sum(ratings.values()))
    except RecordsUnavailableError:
        return Tally(0, 0, 0)


def _write_what_waits(place: Place) -> None:
    with closing(Records.open(place.database_url)) as records:
        recorder = QueuedRecorder(records)
        recorder.keep_in(place.var_dir / "waiting")
        recorder.close()
