"""What an administrator has begun goes on when its request has no more time, and the answer says so."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from web import time_budget
from web.access import goes_on
from web.settings import Settings


class Work:
    """Something slow that ends when it is let go, and may fail then."""

    def __init__(self) -> None:
        self.gate, self.done = threading.Event(), threading.Event()
        self.fails = False

    def __call__(self, what: str) -> str:
        self.gate.wait(30)
        self.done.set()
        if self.fails:
            raise OSError("disken är full")
        return f"{what} är klart"


@pytest.fixture
def work() -> Iterator[Work]:
    work = Work()
    yield work
    work.gate.set()


@pytest.fixture
def app(work: Work) -> Flask:
    app = Flask("slow")
    app.add_url_rule("/<what>", "slow", goes_on(work, _later), methods=["POST"])
    settings = Settings.model_validate({"request_seconds": 0.3, "threads": 2})
    time_budget.register(app, settings, lambda: pytest.fail("the process is not stuck"))
    return app


def _later(what: str) -> tuple[str, int]:
    return f"{what} fortsätter", 202


def _eventually(holds: Callable[[], bool]) -> bool:
    until = time.monotonic() + 5
    while not holds() and time.monotonic() < until:
        time.sleep(0.01)
    return holds()


def test_what_is_done_in_time_is_answered_as_ever(app: Flask, work: Work) -> None:
    work.gate.set()
    assert app.test_client().post("/bygget").text == "bygget är klart"


def test_what_takes_longer_is_finished_all_the_same(app: Flask, work: Work) -> None:
    response = app.test_client().post("/bygget")
    assert (response.status_code, response.text) == (202, "bygget fortsätter")
    assert not work.done.is_set()
    work.gate.set()
    assert work.done.wait(5)


def test_a_second_is_not_begun_and_is_told_so(app: Flask, work: Work) -> None:
    with ThreadPoolExecutor(2) as pool:
        statuses = sorted(
            pool.map(lambda what: app.test_client().post(f"/{what}").status_code, ("bygget", "återkallandet"))
        )
    assert statuses == [202, 409]


def test_what_fails_when_nobody_waits_is_in_the_log(app: Flask, work: Work, caplog: pytest.LogCaptureFixture) -> None:
    work.fails = True
    app.test_client().post("/bygget")
    work.gate.set()
    assert _eventually(lambda: any("after its request failed" in record.getMessage() for record in caplog.records))
    assert [record.levelno for record in caplog.records if record.exc_info] == [logging.ERROR]
