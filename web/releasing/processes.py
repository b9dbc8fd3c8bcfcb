"""The process of a build: started on its own, told from a later one of the same number, and ended."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import IO

from pydantic import SecretStr

import web
from index.configuration import name_of
from index.settings import IndexSettings
from web.settings import Settings

_FIELDS_BEFORE_START = 19
"""Of /proc/<pid>/stat, between the name of the program and the moment that it started."""

_NEEDED = (*IndexSettings.model_fields, "database_url")


@dataclass(frozen=True, slots=True)
class ProcessName:
    """A process by its id and the moment it started, in clock ticks since the system did: ids are used again."""

    pid: int
    started: int

    @classmethod
    def of(cls, pid: int) -> "ProcessName":
        """Raises ProcessLookupError."""
        started = _started(pid)
        if started is None:
            raise ProcessLookupError(pid)
        return cls(pid, started)

    @classmethod
    def of_this(cls) -> "ProcessName":
        """The process that asks."""
        return cls.of(os.getpid())

    def is_there(self) -> bool:
        return _started(self.pid) == self.started

    def send(self, number: signal.Signals) -> None:
        """Signal the process, and with it its whole group where it leads one; nothing where it is gone."""
        try:
            if not self.is_there():
                return
            if os.getpgid(self.pid) == self.pid:
                os.killpg(self.pid, number)
            else:
                os.kill(self.pid, number)
        except ProcessLookupError:
            return


def start_job(build_id: str, settings: Settings, log: Path, lock: IO[str]) -> ProcessName:
    """A process that builds, in a session of its own: it lives on when this one ends.

    It inherits the lock, so that there is no moment at which nobody holds it. What it writes goes to `log`.
    """
    command = [sys.executable, "-m", "web", "release", "--job", build_id, "--lock", str(lock.fileno())]
    with log.open("ab") as out:
        process = subprocess.Popen(  # noqa: S603 - nothing of the command comes from outside
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            env=_environment(settings),
            pass_fds=(lock.fileno(),),
            start_new_session=True,
        )
    name = ProcessName.of(process.pid)
    # Nobody waits for it, but a process that has ended stays in the table until somebody has asked how.
    Thread(target=process.wait, name=f"build-{build_id}", daemon=True).start()
    return name


def end(process: ProcessName, has_ended: Callable[[], bool], seconds: float) -> None:
    """Ask a process to end, and make it where it has not within the time."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        process.send(number)
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if has_ended():
                return
            time.sleep(0.02)


def _started(pid: int) -> int | None:
    try:
        text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return None
    # The name of the program stands in parentheses and may itself hold any character.
    return int(text.rpartition(")")[2].split()[_FIELDS_BEFORE_START])


def _environment(settings: Settings) -> dict[str, str]:
    """What these settings say of the index and the records, whatever the environment says."""
    parent = str(Path(web.__file__).resolve().parent.parent)
    inherited = os.environ.get("PYTHONPATH")
    given = {name_of(name): _written(getattr(settings, name)) for name in _NEEDED if hasattr(settings, name)}
    return os.environ | given | {"PYTHONPATH": os.pathsep.join([parent, inherited] if inherited else [parent])}


def _written(value: object) -> str:
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    if isinstance(value, Path):
        return str(value.resolve())
    return json.dumps(value) if isinstance(value, dict) else str(value)
