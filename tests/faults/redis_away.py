"""The Redis that workers count calls in is killed and comes back, empty."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis

from tests import redis_server
from tests.faults.trial import CannotHappenError, Fault, Place, Trial, copy_stock
from web.records.database import default_url

_START_SECONDS = 20.0
_MANY = "100000"


class _Server:
    """A Redis at one and the same socket, however often it is started."""

    def __init__(self, program: str, folder: Path) -> None:
        self.socket = folder / "socket"
        options = ["--port", "0", "--unixsocket", str(self.socket), "--save", "", "--dir", str(folder)]
        self._command = [program, *options]
        self.start()

    def start(self) -> None:
        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + _START_SECONDS
        while not self._answers():
            if time.monotonic() > deadline:
                raise TimeoutError("Redis does not answer")
            time.sleep(0.05)

    def stop(self) -> None:
        self._process.kill()
        self._process.wait(10)

    def counts(self) -> int:
        """How many counts it keeps."""
        with redis.Redis(unix_socket_path=str(self.socket)) as client:
            return int(client.dbsize())

    @contextmanager
    def away(self) -> Iterator[None]:
        """Stopped until the block ends, which is when calls are counted in it again."""
        self.stop()
        try:
            yield
        finally:
            self.start()

    def _answers(self) -> bool:
        try:
            self.counts()
        except redis.ConnectionError:
            return False
        return True


@contextmanager
def _with_redis(stock: Path, folder: Path) -> Iterator[Place]:
    program = redis_server.program()
    if program is None:
        raise CannotHappenError("Redis saknas. Installera paketet redis-server.")
    copy_stock(stock, folder / "var")
    limits = {"BOT_RATE_LIMITS": "true", "BOT_QUESTIONS_PER_MINUTE": _MANY, "BOT_FEEDBACK_PER_MINUTE": _MANY}
    # A path of a socket is at most 107 characters.
    beside = Path(tempfile.mkdtemp(prefix="redis-", dir="/tmp"))
    server = _Server(program, beside)
    try:
        settings = {"BOT_REDIS_URL": f"unix://{server.socket}", **limits}
        yield Place(folder / "var", settings, default_url(folder / "var"), server.away)
    finally:
        server.stop()
        shutil.rmtree(beside)


def _counts(trial: Trial) -> int:
    with redis.Redis.from_url(trial.place.settings["BOT_REDIS_URL"]) as client:
        return int(client.dbsize())


def _stop(trial: Trial) -> float:
    trial.until(lambda: _counts(trial) > 0)
    with trial.place.away():
        trial.pressure.wait_for(20)
        trial.rest()
    return trial.until(lambda: _counts(trial) > 0)


FAULT = Fault(
    "Redis is away",
    "the Redis of the limits killed; told is the time from its return until calls were counted in it",
    _stop,
    _with_redis,
)
