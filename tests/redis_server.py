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


@contextmanager
def running(program: str) -> Iterator[str]:
    """The address of a new server, as the service is told it."""
    # A path of a socket is at most 107 characters, and pytest's own folders may be longer.
    folder = Path(tempfile.mkdtemp(prefix="redis-", dir="/tmp"))
    socket = folder / "socket"
    options = ["--port", "0", "--unixsocket", socket, "--save", "", "--dir", folder, "--loglevel", "warning"]
    try:
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen([program, *options], stdout=log, stderr=log)
        try:
            _wait_for(socket, server, folder / "log")
            yield f"unix://{socket}"
        finally:
            server.terminate()
            server.wait(20)
    finally:
        shutil.rmtree(folder)


def _wait_for(socket: Path, server: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while True:
        try:
            with redis.Redis(unix_socket_path=str(socket)) as client:
                client.ping()
        except redis.ConnectionError:
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(log.read_text(encoding="utf-8")) from None
            time.sleep(0.05)
        else:
            return
