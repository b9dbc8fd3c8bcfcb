"""A PostgreSQL server for the tests alone: made in a folder of its own, reached by a socket in it, gone afterwards."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

_SERVER_USER = "postgres"
_NAMES = count()
_QUICK = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "listen_addresses=")


def programs() -> Path | None:
    """The folder of PostgreSQL's programs; None where it is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    known = shutil.which("initdb")
    return Path(known).resolve().parent if known else None


class Cluster:
    """A running server; `folder` holds its socket."""

    def __init__(self, folder: Path, bin_dir: Path) -> None:
        self.folder = folder
        self._bin_dir = bin_dir
        self._server = self._started()

    def url(self, database: str) -> str:
        """The address of one of its databases, as the service is told it."""
        return f"postgresql://test@/{database}?host={self.folder}"

    @contextmanager
    def database(self) -> Iterator[str]:
        """The address of a new, empty database, which is dropped afterwards."""
        name = f"test_{next(_NAMES)}"
        self._run(sql.SQL("CREATE DATABASE {}"), name)
        try:
            yield self.url(name)
        finally:
            self._run(sql.SQL("DROP DATABASE {} WITH (FORCE)"), name)

    @contextmanager
    def away(self) -> Iterator[None]:
        """The server is stopped, every connection to it cut, until the block ends."""
        self.stop()
        try:
            yield
        finally:
            self._server = self._started()

    def stop(self) -> None:
        self._server.send_signal(signal.SIGINT)
        self._server.wait(30)

    def _run(self, statement: sql.SQL, name: str) -> None:
        with psycopg.connect(host=str(self.folder), user="test", dbname="postgres", autocommit=True) as connection:
            connection.execute(statement.format(sql.Identifier(name)))

    def _started(self) -> "subprocess.Popen[bytes]":
        options = [part for option in (*_QUICK, f"unix_socket_directories={self.folder}") for part in ("-c", option)]
        command = [str(self._bin_dir / "postgres"), "-D", str(self.folder / "data"), *options]
        with (self.folder / "log").open("ab") as log:
            server = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder, **_other_user(self.folder))
        try:
            _wait_for(self.folder, server)
        except BaseException:
            server.kill()
            server.wait()
            raise
        return server


@contextmanager
def running(bin_dir: Path) -> Iterator[Cluster]:
    """A new server, stopped and removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="postgres-", dir="/tmp"))
    try:
        make = [str(bin_dir / "initdb"), "-D", str(folder / "data"), "-U", "test", "-A", "trust", "-E", "UTF8", "-N"]
        subprocess.run([*make, "--locale=C.UTF-8"], check=True, capture_output=True, cwd=folder, **_other_user(folder))
        cluster = Cluster(folder, bin_dir)
        try:
            yield cluster
        finally:
            cluster.stop()
    finally:
        shutil.rmtree(folder)


def _other_user(folder: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root: who it runs as instead, the folder being theirs."""
    if os.geteuid() != 0:
        return {}
    user = pwd.getpwnam(_SERVER_USER)
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _wait_for(folder: Path, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            psycopg.connect(host=str(folder), user="test", dbname="postgres").close()
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((folder / "log").read_text(encoding="utf-8")) from None
            time.sleep(0.1)
        else:
            return
