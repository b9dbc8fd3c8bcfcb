"""How the bot reads a file, found out by a process of its own: a worker that serves loads no reader."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from pydantic import TypeAdapter, ValidationError

import index
from index.preview import Preview
from index.readers.blocks import ReadFailure

_SECONDS = 90
_PREVIEW = TypeAdapter(Preview)
_BUSY = "Andra filer läses just nu. Försök igen om en stund."


def to_json(preview: Preview) -> dict[str, Any]:
    """A preview as JSON values, with ISO dates."""
    values: dict[str, Any] = _PREVIEW.dump_python(preview, mode="json")
    return values


class Readings:
    """Reads one file at a time, so that those who serve questions keep their memory."""

    def __init__(self) -> None:
        self._free = BoundedSemaphore(1)

    def inspect(self, path: Path, name: str) -> Preview:
        """Whether a file is safe to keep and can be read; without its passages."""
        return self._run(path, name, "--inspect", "--most", "0")

    def read(self, path: Path, name: str, first: int = 0, most: int = 0) -> Preview:
        """A file that the index calls `name`, with `most` of its passages from number `first` on."""
        return self._run(path, name, "--first", str(first), "--most", str(most))

    def _run(self, path: Path, name: str, *options: str) -> Preview:
        command = [sys.executable, "-m", "index", "preview", str(path.resolve()), "--json", "--path", name, *options]
        if not self._free.acquire(timeout=_SECONDS):
            return Preview(failure=_BUSY)
        try:
            return _answer(command)
        finally:
            self._free.release()


def _answer(command: list[str]) -> Preview:
    # In a group of its own, so that the reader's process, too, can be ended.
    process = subprocess.Popen(  # noqa: S603 - the name of the file is the server's own
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment(), start_new_session=True
    )
    with process:
        try:
            output, _ = process.communicate(timeout=_SECONDS)
            return _PREVIEW.validate_json(output)
        except subprocess.TimeoutExpired:
            return Preview(failure=ReadFailure.TOO_SLOW.value)
        except ValidationError:
            return Preview(failure=_failure(process.wait()).value)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def _failure(code: int) -> ReadFailure:
    if code == -signal.SIGXCPU:
        return ReadFailure.TOO_SLOW
    return ReadFailure.OUT_OF_MEMORY if code in {-signal.SIGKILL, -signal.SIGABRT} else ReadFailure.DAMAGED


def _environment() -> dict[str, str]:
    """Finds `index` where this process found it, whatever the working folder holds."""
    parent = str(Path(index.__file__).resolve().parent.parent)
    return {**os.environ, "PYTHONPATH": parent, "PYTHONSAFEPATH": "1"}
