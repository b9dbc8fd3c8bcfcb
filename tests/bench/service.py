"""The real service in a process of its own: started, asked and ended."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any, ClassVar, Self

from tests.bench.memory import tree_pss, tree_rss

ROOT = Path(__file__).parents[2]
QUESTIONS = "/api/v1/questions"

_HOST = "127.0.0.1"
_REQUEST_SECONDS = 30.0
_START_SECONDS = 60.0
_RETRY_SECONDS = 0.02


class NotStartedError(Exception):
    """The service gave no answer in time; the message is its log."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a question got: the HTTP status, or 0 where no response came, the body, and milliseconds."""

    question: str
    status: int
    body: dict[str, Any]
    ms: float


class Service:
    """`python -m web serve` on a free loopback port, with a var folder that holds a published index."""

    _module: ClassVar[Sequence[str]] = ("web", "serve")

    def __init__(
        self, var_dir: Path, log: Path, workers: int = 2, more: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        """`more` are settings of its own, by their names in the environment."""
        self._port = free_port()
        self._log = log
        self._environment = os.environ | {
            "BOT_VAR_DIR": str(var_dir.resolve()),
            "BOT_PORT": str(self._port),
            "BOT_PUBLIC_URL": f"http://{_HOST}:{self._port}",
            "BOT_WORKERS": str(workers),
            "BOT_RATE_LIMITS": "false",
            **more,
        }

    def __enter__(self) -> Self:
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", *self._module], cwd=ROOT, env=self._environment, stdout=log, stderr=log
            )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.wait(timeout=30)

    @property
    def address(self) -> str:
        return f"http://{_HOST}:{self._port}"

    @property
    def port(self) -> int:
        return self._port

    def wait(self, seconds: float) -> int:
        """The exit code, once the service has ended. Raises TimeoutExpired."""
        return self._process.wait(seconds)

    @property
    def pid(self) -> int:
        """The first process of the service, from which the others come."""
        return self._process.pid

    def wait_for_answer(self, question: str) -> Reply:
        """The first 200 to a question. Raises NotStartedError after a minute, or when the process ends."""
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            reply = self.ask(question)
            if reply.status == 200:
                return reply
            time.sleep(_RETRY_SECONDS)
        raise NotStartedError(self.log())

    def ask(self, question: str) -> Reply:
        """Ask over a connection of its own; what goes wrong comes out as status 0 and never as an error."""
        start = time.perf_counter()
        connection = HTTPConnection(_HOST, self._port, timeout=_REQUEST_SECONDS)
        try:
            data = json.dumps({"question": question}).encode()
            connection.request("POST", QUESTIONS, data, {"Content-Type": "application/json", "Connection": "close"})
            response = connection.getresponse()
            status, body = response.status, json.loads(response.read())
        except (OSError, HTTPException, ValueError) as error:
            status, body = 0, {"error": repr(error)}
        finally:
            connection.close()
        return Reply(question, status, body, (time.perf_counter() - start) * 1000)

    def rss(self) -> list[float]:
        """Resident memory in MB of the first process and then of each worker."""
        return tree_rss(self._process.pid)

    def pss(self) -> float:
        """Memory in MB of all processes together, shared pages counted once."""
        return tree_pss(self._process.pid)

    def log(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        port: int = probe.getsockname()[1]
    return port
