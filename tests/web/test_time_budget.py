"""A request that takes too long is cut."""

import threading
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest
from flask import Flask

from bot.answering import Answering
from index.search import SearchResult
from tests.web.test_catalogue import FakeLive
from web import time_budget
from web.app import create_app
from web.parts import Parts
from web.problems import MEDIA_TYPE
from web.settings import Settings

API = "/api/v1/questions"
ASKED = {"question": "Vad gäller för mötesplatserna?"}
AFRAID = {"question": "min man slog mig igår och jag vågar inte gå hem"}


class HangingLive(FakeLive):
    """A search that does not end until it is let go."""

    def __init__(self) -> None:
        self.gate = threading.Event()

    def search(self, query: str, within: Collection[str] = (), /) -> SearchResult:
        self.gate.wait(30)
        return super().search(query, within)


@pytest.fixture
def live() -> Iterator[HangingLive]:
    live = HangingLive()
    yield live
    live.gate.set()


def app_over(live: FakeLive, stuck: list[int], folder: Path, seconds: float = 0.3) -> Flask:
    settings = Settings.model_validate({"request_seconds": seconds, "threads": 2, "var_dir": folder})
    app = create_app(Parts(Answering(live), live, settings))
    time_budget.register(app, settings, lambda: stuck.append(1))
    return app


def test_a_question_that_takes_too_long_is_refused(live: HangingLive, tmp_path: Path) -> None:
    client = app_over(live, [], tmp_path).test_client()
    refused = client.post(API, json=ASKED)
    assert (refused.status_code, refused.content_type, refused.headers["Retry-After"]) == (503, MEDIA_TYPE, "5")
    page = client.post("/", data=ASKED, headers={"Accept": "text/html"})
    assert (page.status_code, page.mimetype) == (503, "text/html")


def test_whoever_is_at_risk_gets_help_although_everything_hangs(live: HangingLive, tmp_path: Path) -> None:
    client = app_over(live, [], tmp_path).test_client()
    for _ in range(4):
        assert client.post(API, json=ASKED).status_code == 503
    helped = client.post(API, json=AFRAID)
    assert (helped.status_code, helped.get_json()["status"]) == (200, "crisis")
    assert "020-50 50 50" in client.post("/", data=AFRAID).text


def test_health_is_told_although_everything_hangs(live: HangingLive, tmp_path: Path) -> None:
    client = app_over(live, [], tmp_path).test_client()
    for _ in range(3):
        client.post(API, json=ASKED)
    assert client.get("/health/live").status_code == 200


def test_a_process_with_no_thread_left_is_told_of_once_all_are_kept(live: HangingLive, tmp_path: Path) -> None:
    stuck: list[int] = []
    client = app_over(live, stuck, tmp_path).test_client()
    client.post(API, json=ASKED)
    assert stuck == []
    client.post(API, json=ASKED)
    assert stuck == [1]


def test_what_is_quick_is_answered_as_before(tmp_path: Path) -> None:
    client = app_over(FakeLive(), [], tmp_path, 30).test_client()
    assert client.post(API, json=ASKED).get_json()["status"] == "no_answer"
    assert client.get("/kallor").status_code == 200
    assert client.post(API, json={"question": 1}).status_code == 422
    assert client.post(API, data=b"x" * 70_000).status_code == 413
    assert (
        client.post(
            "/", data=b"question=" + b"x" * 70_000, content_type="application/x-www-form-urlencoded"
        ).status_code
        == 413
    )
    assert client.get("/finns-inte").status_code == 404
