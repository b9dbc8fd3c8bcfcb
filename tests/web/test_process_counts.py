"""Calls counted in a process."""

import sys
from concurrent.futures import ThreadPoolExecutor

from web.process_counts import ProcessCounts


class _Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def test_a_window_begins_with_its_first_call_and_ends() -> None:
    clock = _Clock()
    counts = ProcessCounts(clock=clock)
    assert [counts.incr("a", 60), counts.incr("a", 60), counts.incr("b", 60)] == [1, 2, 1]
    assert counts.get_expiry("a") == clock.now + 60
    clock.now += 60
    assert counts.get("a") == 0
    assert counts.incr("a", 60) == 1


def test_a_clock_that_is_put_back_makes_no_window_longer() -> None:
    clock = _Clock()
    counts = ProcessCounts(clock=clock)
    counts.incr("a", 60, 100)
    clock.now -= 3600
    assert counts.incr("a", 60) == 1


def test_what_has_ended_is_forgotten() -> None:
    clock = _Clock()
    counts = ProcessCounts(clock=clock)
    for minute in range(20):
        for client in range(2000):
            counts.incr(f"{minute} {client}", 60)
        clock.now += 61
    assert sys.getsizeof(counts._counts) < 1_000_000
    assert len(counts._counts) <= 4001


def test_no_call_is_lost_between_threads() -> None:
    counts = ProcessCounts()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: counts.incr("a", 60), range(2000)))
    assert counts.get("a") == 2000
    counts.clear("a")
    assert (counts.get("a"), counts.reset(), counts.check()) == (0, 0, True)
