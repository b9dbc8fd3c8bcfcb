"""A service that was started by a command, on a port that is known."""

import json
import subprocess
import time
from collections.abc import Sequence
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.bench.service import QUESTIONS

_START_SECONDS = 120.0


class Node:
    """Runs the command until the block ends."""

    def __init__(self, command: Sequence[str], port: int, log: Path) -> None:
        self.port = port
        self._command = command
        self._log = log

    def __enter__(self) -> Self:
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(self._command, stdout=log, stderr=log)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.wait(30)

    @property
    def pid(self) -> int:
        return self._process.pid

    def wait(self, seconds: float) -> int:
        """The exit code, once it has ended. Raises TimeoutExpired."""
        return self._process.wait(seconds)

    def log(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")

    def wait_for_answer(self, question: str) -> dict[str, Any]:
        """What the first 200 says. Raises TimeoutError with the log."""
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
            try:
                body = json.dumps({"question": question})
                connection.request("POST", QUESTIONS, body, {"Content-Type": "application/json"})
                response = connection.getresponse()
                said: dict[str, Any] = json.loads(response.read())
                if response.status == 200:
                    return said
            except (OSError, HTTPException):
                time.sleep(0.1)
            finally:
                connection.close()
        raise TimeoutError(self.log())
