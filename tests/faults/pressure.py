"""Clients that ask and rate without a pause while something goes wrong, and what came of every call."""

import itertools
import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from http.client import HTTPConnection, HTTPException
from threading import Event, Lock, Thread

from tests.bench.judging import Judge
from tests.bench.service import QUESTIONS, Reply

CLIENTS = 4
RATINGS = "/api/v1/feedback"
_PROBLEM = "application/problem+json"
_QUESTIONS_TO_A_RATING = 4
_CALL_SECONDS = 60.0
_WAIT_SECONDS = 90.0
_PAUSE = 0.04


class End(StrEnum):
    """How a call ended, as the client sees it.

    TOLD: refused with a reason, as problem details. SHUT_OUT: nobody listens. FAILED: no answer, or a wrong one.
    """

    DONE = "done"
    TOLD = "told"
    SHUT_OUT = "shut out"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Call:
    """A call and its end. `said` is the outcome of a question, empty for a rating, or what went wrong."""

    is_rating: bool
    end: End
    said: str
    began: float
    ended: float
    generation: str | None = None


@dataclass(slots=True)
class Pressure:
    """`usual` is what each question gets while nothing is wrong: an answer that is another one is a failure."""

    port: int
    judge: Judge
    usual: dict[str, str]
    calls: list[Call] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def number(self, end: End) -> int:
        """How many calls ended like that."""
        return sum(call.end is end for call in list(self.calls))

    def wait_for(self, number: int) -> None:
        """Until so many more calls are done. Raises TimeoutError."""
        wanted, deadline = self.number(End.DONE) + number, time.monotonic() + _WAIT_SECONDS
        while self.number(End.DONE) < wanted:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{number} more calls are not done: {self.calls[-8:]}")
            time.sleep(_PAUSE)

    def ask(self, question: str) -> None:
        began = time.monotonic()
        status, kind, said = self._post(QUESTIONS, {"question": question})
        end, words = _end(status, kind, said)
        if status == 200:
            end, words = self._judged(question, said)
        generation = said.get("generation") if isinstance(said, dict) else None
        self._note(Call(False, end, words, began, time.monotonic(), generation))

    def rate(self, question: str) -> None:
        began = time.monotonic()
        rating = {"question": question, "outcome": self.usual[question], "helpful": False}
        status, kind, said = self._post(RATINGS, rating)
        end, words = (End.DONE, "") if status == 204 else _end(status, kind, said)
        self._note(Call(True, end, words, began, time.monotonic()))

    def _judged(self, question: str, said: object) -> tuple[End, str]:
        if not isinstance(said, dict):
            return End.FAILED, "an answer that is no JSON"
        outcome = str(said.get("status"))
        if outcome != self.usual[question]:
            return End.FAILED, f"{outcome} instead of {self.usual[question]}: {question}"
        with self._lock:
            before = len(self.judge.failures)
            self.judge.take(Reply(question, 200, said, 0.0))
            return (End.DONE, outcome) if len(self.judge.failures) == before else (End.FAILED, self.judge.failures[-1])

    def _note(self, call: Call) -> None:
        with self._lock:
            self.calls.append(call)
        time.sleep(_PAUSE)

    def _post(self, path: str, body: Mapping[str, object]) -> tuple[int, str, object]:
        """Status, media type and content; status 0 where no whole answer came, -1 where nobody listens."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=_CALL_SECONDS)
        try:
            connection.connect()
        except OSError as error:
            return -1, "", repr(error)
        try:
            headers = {"Content-Type": "application/json", "Connection": "close"}
            connection.request("POST", path, json.dumps(body).encode(), headers)
            response = connection.getresponse()
            content = response.read()
            return response.status, response.headers.get_content_type(), json.loads(content) if content else {}
        except (OSError, HTTPException, ValueError) as error:
            return 0, "", repr(error)
        finally:
            connection.close()


@contextmanager
def pressing(pressure: Pressure, clients: int = CLIENTS) -> Iterator[None]:
    """Ask the usual questions over and over until the block ends, and rate every fourth."""
    ended, numbers, lock = Event(), itertools.count(), Lock()
    questions = list(pressure.usual)

    def call() -> None:
        while not ended.is_set():
            with lock:
                number = next(numbers)
            question = questions[number % len(questions)]
            if number % (_QUESTIONS_TO_A_RATING + 1):
                pressure.ask(question)
            else:
                pressure.rate(question)

    threads = [Thread(target=call, name=f"client-{number}") for number in range(clients)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        ended.set()
        for thread in threads:
            thread.join()


def _end(status: int, kind: str, said: object) -> tuple[End, str]:
    if status < 0:
        return End.SHUT_OUT, str(said)
    if kind == _PROBLEM and isinstance(said, dict) and said.get("title") and said.get("detail"):
        return End.TOLD, f"{status} {said['detail']}"
    return End.FAILED, f"{status} {kind} {said}"
