"""The log: what a line holds, and what never comes into it."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any, Literal

import pytest
from flask import Flask, g

from web import logs

WORD = "Kvastbergska"


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """Where the log goes during a test; afterwards everything is as it was."""
    root = logging.getLogger()
    own = [logging.getLogger(name) for name in ("bot", "index", "web")]
    before = (root.handlers, root.level, [logger.level for logger in own])
    stream = io.StringIO()
    logs.configure("info", "json", stream)
    yield stream
    root.handlers, level, levels = before
    root.setLevel(level)
    for logger, kept in zip(own, levels, strict=True):
        logger.setLevel(kept)


def _fail() -> None:
    try:
        {}[WORD]
    except KeyError as error:
        raise ValueError(WORD) from error


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_an_event_is_one_line_with_its_fields(stream: io.StringIO) -> None:
    logging.getLogger("web.prov").info("request", extra={"status": 200, "route": "/", "question": WORD})
    (line,) = lines(stream)
    assert {name: line[name] for name in ("event", "level", "logger", "status", "route")} == {
        "event": "request",
        "level": "info",
        "logger": "web.prov",
        "status": 200,
        "route": "/",
    }
    assert line["timestamp"].endswith("Z")
    assert WORD not in stream.getvalue()


def test_what_is_below_the_level_is_not_written(stream: io.StringIO) -> None:
    logging.getLogger("bot.prov").debug("nothing")
    logging.getLogger("urllib3").info("nothing")
    assert lines(stream) == []


def test_of_an_error_the_kind_and_the_places_are_written_and_not_the_message(stream: io.StringIO) -> None:
    try:
        _fail()
    except ValueError:
        logging.getLogger("bot.answering").exception("answering failed")
    (line,) = lines(stream)
    assert line["error"] == ["ValueError", "KeyError"]
    assert "test_logs.py" in line["places"][-1]
    assert WORD not in stream.getvalue()


@pytest.mark.parametrize(
    ("logger", "message", "arguments"),
    [
        ("web.app", "Exception on %s [%s]", (f"/kallor/{WORD}", "GET")),
        ("gunicorn.error", "Error handling request %s %s", ("GET", f"/?q={WORD}")),
        ("gunicorn.error", f"Invalid request from ip=192.0.2.1: {WORD}", ()),
        ("urllib3.connectionpool", "Retrying %s", (WORD,)),
    ],
)
def test_a_path_an_address_or_what_another_library_read_is_left_out(
    stream: io.StringIO, logger: str, message: str, arguments: tuple[str, ...]
) -> None:
    logging.getLogger(logger).error(message, *arguments)
    (line,) = lines(stream)
    assert line["event"]
    assert WORD not in stream.getvalue()
    assert "192.0.2.1" not in stream.getvalue()


def test_whatever_is_logged_during_a_request_carries_its_id(stream: io.StringIO) -> None:
    with Flask("prov").test_request_context():
        g.request_id = "0123456789abcdef"
        logging.getLogger("bot.answering").warning("late")
    assert lines(stream)[0]["request_id"] == "0123456789abcdef"


@pytest.mark.parametrize("form", ["json", "text"])
def test_a_line_break_makes_no_second_event(stream: io.StringIO, form: Literal["json", "text"]) -> None:
    logs.configure("info", form, stream)
    logging.getLogger("web.prov").warning("one\ntwo")
    assert len(stream.getvalue().splitlines()) == (1 if form == "json" else 2)
