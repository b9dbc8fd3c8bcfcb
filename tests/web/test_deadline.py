"""Work that is waited for only so long."""

import threading
import time
from contextvars import ContextVar

import pytest

from web.deadline import Deadline, TooLateError


def test_work_in_time_gives_its_result() -> None:
    assert Deadline(5, 1, "prov").run(lambda: 7) == 7


def test_what_work_raises_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        Deadline(5, 1, "prov").run(lambda: 1 // 0)


def test_work_runs_in_the_context_of_the_caller() -> None:
    variable = ContextVar("variable", default=0)
    variable.set(3)
    assert Deadline(5, 1, "prov").run(variable.get) == 3


def test_work_that_is_late_is_not_waited_for() -> None:
    gate = threading.Event()
    deadline = Deadline(0.05, 2, "prov")
    with pytest.raises(TooLateError):
        deadline.run(gate.wait)
    assert deadline.run(lambda: 1) == 1
    gate.set()


def test_the_threads_are_bounded_and_come_back() -> None:
    gate = threading.Event()
    deadline = Deadline(0.05, 2, "räknas")
    for _ in range(6):
        with pytest.raises(TooLateError):
            deadline.run(gate.wait)
    assert len([thread for thread in threading.enumerate() if thread.name.startswith("räknas-")]) == 2
    assert (deadline.is_full, deadline.is_stuck) == (True, True)
    gate.set()
    until = time.monotonic() + 5
    while deadline.is_stuck and time.monotonic() < until:
        time.sleep(0.01)
    assert deadline.run(lambda: 2) == 2
    assert (deadline.is_full, deadline.is_stuck) == (False, False)


def test_work_that_was_given_up_before_it_began_is_never_done() -> None:
    gate, done = threading.Event(), threading.Event()
    deadline = Deadline(0.05, 1, "prov")
    for work in (gate.wait, done.set):
        with pytest.raises(TooLateError):
            deadline.run(work)
    gate.set()
    assert Deadline(5, 1, "prov").run(lambda: 1) == 1
    time.sleep(0.05)
    assert not done.is_set()


def test_many_callers_share_the_threads() -> None:
    deadline = Deadline(10, 3, "prov")
    results: list[int] = []
    callers = [threading.Thread(target=lambda i=i: results.append(deadline.run(lambda: i))) for i in range(50)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    assert sorted(results) == list(range(50))
