"""No regular expression of the product can be kept busy: each is run on texts that are made to do that."""

import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.patterns import patterns_of, texts_against

_LENGTH = 1000
"""Code points. With a text as long as this, one that tries every way to read it never ends."""
_SECONDS = 0.5
"""Of processor time; nearly all take less than a millisecond."""
PATTERNS = patterns_of("bot", "index", "web")


class _TooLongError(Exception):
    """The time is over."""


def _end(_number: int, _frame: object) -> None:
    raise _TooLongError


@contextmanager
def _no_longer_than(seconds: float) -> Iterator[None]:
    before = signal.signal(signal.SIGVTALRM, _end)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _keeps_busy(pattern: re.Pattern[Any]) -> str | bytes | None:
    """The beginning of a text that takes the pattern too long, wherever in it it is looked for."""
    for text in texts_against(pattern, _LENGTH):
        try:
            with _no_longer_than(_SECONDS):
                pattern.match(text)
                for _ in pattern.finditer(text):
                    pass
        except _TooLongError:
            return text[:40]
    return None


@pytest.mark.parametrize("name", PATTERNS, ids=lambda name: name[:60])
def test_no_text_keeps_a_pattern_busy(name: str) -> None:
    assert _keeps_busy(PATTERNS[name]) is None


@pytest.mark.parametrize("pattern", [r"(a+)+b", r"\s*(?:<!--.*?-->\s*)*<html", r"(?:a|aa)*$", r"(\w+ ?)*!"])
def test_one_that_can_be_is_found(pattern: str) -> None:
    assert _keeps_busy(re.compile(pattern, re.DOTALL)) is not None


def test_patterns_are_found_in_every_part_of_the_product() -> None:
    assert len(PATTERNS) > 150
    assert {name.split(".")[0] for name in PATTERNS} == {"bot", "index", "web"}
