"""Clients that ask a service over and over, and count what became of every connection that was let in."""

import itertools
import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from threading import Event, Lock, Thread

from tests.bench.service import QUESTIONS

_SECONDS = 30.0
_PAUSE = 0.02


@dataclass(slots=True)
class Calls:
    """What the calls got so far: how many of each status, those that were refused, and how the others failed."""

    answered: Counter[int] = field(default_factory=Counter)
    refused: int = 0
    failures: list[str] = field(default_factory=list)

    def wait_for(self, answered: int) -> None:
        """Until so many more have been answered. Raises TimeoutError."""
        wanted, deadline = self.answered.total() + answered, time.monotonic() + _SECONDS
        while self.answered.total() < wanted:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{self.answered.total()} of {wanted} calls, {self.failures}")
            time.sleep(_PAUSE)


@contextmanager
def calling(port: int, questions: Sequence[str], clients: int = 8) -> Iterator[Calls]:
    """Ask until the block ends, each question over a connection of its own."""
    calls, ended, lock = Calls(), Event(), Lock()
    asked = itertools.cycle(questions)

    def call() -> None:
        while not ended.is_set():
            with lock:
                question = next(asked)
            _call(port, question, calls, lock)

    threads = [Thread(target=call) for _ in range(clients)]
    for thread in threads:
        thread.start()
    try:
        yield calls
    finally:
        ended.set()
        for thread in threads:
            thread.join()


def _call(port: int, question: str, calls: Calls, lock: Lock) -> None:
    connection = HTTPConnection("127.0.0.1", port, timeout=_SECONDS)
    try:
        connection.connect()
    except OSError:
        with lock:
            calls.refused += 1
        time.sleep(_PAUSE)
        return
    try:
        body = json.dumps({"question": question}).encode()
        connection.request("POST", QUESTIONS, body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        response.read()
        with lock:
            calls.answered[response.status] += 1
    except (OSError, HTTPException) as error:
        with lock:
            calls.failures.append(repr(error))
        time.sleep(_PAUSE)
    finally:
        connection.close()
