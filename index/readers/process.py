"""A warm process that reads files within limits, so that a hostile or broken file can harm nothing else."""

import json
import os
import select
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from pydantic import TypeAdapter

import index
from index.readers.blocks import ReadFailure, ReadFile, UnreadableFileError

_CHUNK = 1 << 16
_READ_FILE = TypeAdapter(ReadFile)
_FAILURE_BY_SIGNAL = {
    signal.SIGXCPU: ReadFailure.TOO_SLOW,
    # The system's own guard of memory, and libraries that end the process when they get none.
    signal.SIGKILL: ReadFailure.OUT_OF_MEMORY,
    signal.SIGABRT: ReadFailure.OUT_OF_MEMORY,
    signal.SIGTRAP: ReadFailure.OUT_OF_MEMORY,
}


@dataclass(frozen=True, slots=True)
class ReaderLimits:
    """What a reader process may use: address space in bytes, and CPU and wall time in seconds per file."""

    memory_bytes: int = 1536 * 1024 * 1024
    cpu_seconds: float = 30.0
    wall_seconds: float = 60.0


class ReaderProcess:
    """Reads files in a process of its own, which is started at the first file and kept for the next.

    It is replaced after a file that ran out of memory or time or ended it. Use it as a context manager, from
    one thread at a time.
    """

    def __init__(self, limits: ReaderLimits | None = None) -> None:
        """`limits` default to those of ReaderLimits."""
        self._limits = limits or ReaderLimits()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The id of the running process; None before the first file and after a failure that ended it."""
        return self._process.pid if self._process else None

    def read(self, path: Path) -> ReadFile:
        """As `read_file` in registry.py; raises UnreadableFileError also for what ended the process."""
        process = self._process or self._start()
        try:
            answer = self._ask(process, path)
        except BaseException:
            self.close()
            raise
        if "failure" not in answer:
            return _READ_FILE.validate_python(answer["read"])
        failure = ReadFailure[str(answer["failure"])]
        if failure is ReadFailure.OUT_OF_MEMORY:
            self.close()
        raise UnreadableFileError(failure)

    def close(self) -> None:
        """Ends the process; the next `read` starts a new one."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    def _start(self) -> subprocess.Popen[bytes]:
        limits = self._limits
        self._process = subprocess.Popen(  # noqa: S603 - nothing of the command comes from outside
            [
                sys.executable,
                "-m",
                "index.readers.worker",
                str(limits.memory_bytes),
                str(limits.cpu_seconds),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )
        return self._process

    def _ask(self, process: subprocess.Popen[bytes], path: Path) -> dict[str, object]:
        assert process.stdin is not None  # noqa: S101 - opened as a pipe above
        question = json.dumps({"path": str(path.absolute())}) + "\n"
        try:
            process.stdin.write(question.encode())
            process.stdin.flush()
        except BrokenPipeError as error:
            raise UnreadableFileError(_failure_of(process)) from error
        answer: dict[str, object] = json.loads(self._line(process))
        return answer

    def _line(self, process: subprocess.Popen[bytes]) -> bytes:
        assert process.stdout is not None  # noqa: S101 - opened as a pipe above
        deadline = time.monotonic() + self._limits.wall_seconds
        chunks: list[bytes] = []
        while not (chunks and chunks[-1].endswith(b"\n")):
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([process.stdout], [], [], left)[0]:
                raise UnreadableFileError(ReadFailure.TOO_SLOW)
            chunk = os.read(process.stdout.fileno(), _CHUNK)
            if not chunk:
                raise UnreadableFileError(_failure_of(process))
            chunks.append(chunk)
        return b"".join(chunks)


def _environment() -> dict[str, str]:
    """Finds `index` where this process found it, whatever the working folder holds."""
    parent = str(Path(index.__file__).resolve().parent.parent)
    inherited = os.environ.get("PYTHONPATH")
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([parent, inherited] if inherited else [parent]),
        "PYTHONSAFEPATH": "1",
    }


def _failure_of(process: subprocess.Popen[bytes]) -> ReadFailure:
    """Why the process ended on its own."""
    code = process.wait()
    if code > 0:
        # The worker answers for every other error; Python gives up only when even that finds no memory.
        return ReadFailure.OUT_OF_MEMORY
    return _FAILURE_BY_SIGNAL.get(signal.Signals(-code), ReadFailure.DAMAGED)
