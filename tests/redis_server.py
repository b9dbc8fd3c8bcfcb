"""A Redis of the tests' own: reached by a socket in a folder, keeps nothing on the disk, gone afterwards."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis

_START_SECONDS = 20.0


def program() -> str | None:
    """The server's program; None where it is not installed."""
    return shutil.which("redis-server")


class Server:
    """A running server, at one and the same socket however often it is started. `url` is its address as the service is
    told it.
    """

    def __init__(self, program: str, folder: Path) -> None:
        self._socket = folder / "socket"
        self._log = folder / "log"
        options = ["--port", "0", "--unixsocket", str(self._socket), "--save", "", "--dir", str(folder)]
        self._command = [program, *options, "--loglevel", "warning"]
        self.url = f"unix://{self._socket}"
        self._process = self._started()

    @contextmanager
    def away(self) -> Iterator[None]:
        """Killed, until the block ends."""
        self.stop()
        try:
            yield
        finally:
            self._process = self._started()

    def stop(self) -> None:
        self._process.kill()
        self._process.wait(10)

    def _started(self) -> "subprocess.Popen[bytes]":
        with self._log.open("ab") as log:
            process = subprocess.Popen(self._command, stdout=log, stderr=log)
        deadline = time.monotonic() + _START_SECONDS
        while not self._answers():
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(self._log.read_text(encoding="utf-8"))
            time.sleep(0.05)
        return process

    def _answers(self) -> bool:
        try:
            with redis.Redis(unix_socket_path=str(self._socket)) as client:
                return bool(client.ping())
        except redis.ConnectionError:
            return False


@contextmanager
def running(program: str) -> Iterator[Server]:
    """A new server, stopped and removed afterwards."""
    # A path of a socket is at most 107 characters, and pytest's own folders may be longer.
    folder = Path(tempfile.mkdtemp(prefix="redis-", dir="/tmp"))
    try:
        server = Server(program, folder)
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)
