"""The webhook: who is let in, what is answered, and how soon."""

import base64
import json
import threading
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from bot.answering import Answering
from bot.content import default_content
from index.search import SearchResult
from tests.fakes import FakeSearcher, hit
from web import refusals, teams
from web.settings import Settings
from web.teams_signature import authorization_for

KEY, OTHER = bytes(range(1, 33)), bytes(range(40, 72))
NOW = datetime(2026, 11, 24, 8, 15, 30, tzinfo=UTC)
URL = "/teams/webhook"
AFRAID = "min man slog mig igår och jag vågar inte gå hem"


def token(key: bytes) -> str:
    return base64.b64encode(key).decode()


@dataclass
class Channel:
    """A channel of a team, whose messages are signed unless a test gives a header."""

    client: FlaskClient
    key: bytes = KEY
    fields: dict[str, Any] = field(default_factory=dict)

    def ask(self, question: str, **fields: Any) -> TestResponse:
        message = {"type": "message", "text": f"<at>Boten</at> {question}"} | self.fields | fields
        return self.send(json.dumps(message).encode())

    def send(self, body: bytes) -> TestResponse:
        return self.client.post(URL, data=body, headers={"Authorization": authorization_for(self.key, body)})


def app_with(searcher: FakeSearcher, clock: Callable[[], datetime] = lambda: NOW, **settings: Any) -> Flask:
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 64 * 1024
    given = Settings.model_validate({"teams_tokens": f"{token(KEY)}, {token(OTHER)}"} | settings)
    app.register_blueprint(teams.routes(Answering(searcher), given, default_content, clock))
    refusals.register(app)
    return app


@pytest.fixture
def channel() -> Channel:
    return Channel(app_with(FakeSearcher(hit(0.95))).test_client())


def shown(response: TestResponse) -> str:
    assert response.status_code == 200
    assert response.mimetype == "application/json"
    message = json.loads(response.data)
    assert set(message) == {"type", "attachments"}
    assert message["type"] == "message"
    return json.dumps(message["attachments"][0]["content"], ensure_ascii=False)


def test_a_signed_question_gets_a_card_with_a_quote_and_its_place(channel: Channel) -> None:
    card = shown(channel.ask("Vilka organisationer kan ansluta sig till strategin?"))
    assert "Alla organisationer kan ansluta sig till strategin." in card
    assert "http://127.0.0.1:8000/kallor/beslut/0123456789abcdef/0-51#citat" in card


def test_every_configured_token_opens_the_door_and_no_other_does(channel: Channel) -> None:
    channel.key = OTHER
    assert channel.ask("Vem kan ansluta sig?").status_code == 200
    channel.key = bytes(32)
    assert channel.ask("Vem kan ansluta sig?").status_code == 401


def test_a_refused_signature_is_told_nothing(channel: Channel) -> None:
    response = channel.client.post(URL, data=b'{"type":"message","text":"hej"}')
    assert (response.status_code, response.data) == (401, b"")


def test_without_a_token_the_route_is_closed_and_the_log_says_so(caplog: pytest.LogCaptureFixture) -> None:
    app = app_with(FakeSearcher(), teams_tokens="")
    assert "BOT_TEAMS_TOKENS" in caplog.text
    assert Channel(app.test_client()).ask("hej").status_code == 503


@pytest.mark.parametrize("tokens", ["inte base64!", "aGVq", f"{token(KEY)},x"])
def test_what_is_no_token_stops_the_start_without_being_printed(tokens: str) -> None:
    with pytest.raises(ValueError, match="base64 av minst 16") as caught:
        Settings.model_validate({"teams_tokens": tokens})
    assert tokens not in str(caught.value)


class Unread:
    """A body that must not be read."""

    def read(self, *_: object) -> bytes:
        raise AssertionError("read")

    readline = readinto = read


def test_a_body_that_says_it_is_too_large_is_refused_unread(channel: Channel) -> None:
    environ: dict[str, Any] = {"wsgi.input": Unread(), "CONTENT_LENGTH": str(256 * 1024 + 1)}
    response = channel.client.post(URL, environ_overrides=environ)
    assert response.status_code == 413


def test_a_body_of_256_kib_is_read_although_other_routes_take_less(channel: Channel) -> None:
    body = b'{"type":"message","text":"<at>Boten</at>"}'
    assert channel.send(body.ljust(256 * 1024)).status_code == 200
    assert channel.send(body.ljust(256 * 1024 + 1)).status_code == 413


@pytest.mark.parametrize(
    ("timestamp", "status"),
    [
        (NOW, 200),
        (NOW - timedelta(minutes=5), 200),
        (NOW + timedelta(minutes=5), 200),
        (NOW - timedelta(minutes=5, seconds=1), 401),
        (NOW + timedelta(minutes=5, seconds=1), 401),
        ("2026-11-24T09:15:30.1234567+01:00", 200),
        ("2026-11-24T08:15:30", 200),
        ("i morse", 401),
        (None, 200),
    ],
)
def test_a_message_from_another_time_is_refused_like_a_forged_one(
    channel: Channel, timestamp: datetime | str | None, status: int
) -> None:
    sent = timestamp.isoformat() if isinstance(timestamp, datetime) else timestamp
    response = channel.ask("Vem kan ansluta sig?", timestamp=sent)
    assert response.status_code == status
    assert status == 200 or response.data == b""


def test_a_repeat_is_answered_again(channel: Channel) -> None:
    first = channel.ask("Vem kan ansluta sig?", id="7", timestamp=NOW.isoformat())
    assert shown(channel.ask("Vem kan ansluta sig?", id="7", timestamp=NOW.isoformat())) == shown(first)


@pytest.mark.parametrize(("body", "status"), [(b"inte json", 400), (b"\xff", 400), (b"[]", 422), (b"{}", 422)])
def test_a_signed_body_that_is_no_message_is_refused(channel: Channel, body: bytes, status: int) -> None:
    assert channel.send(body).status_code == status


def test_a_team_that_asks_too_often_waits_and_another_team_does_not() -> None:
    channel = Channel(app_with(FakeSearcher(hit(0.95)), teams_per_minute=2).test_client())
    one, other = ({"channelData": {"team": {"id": name}}} for name in ("19:ett", "19:annat"))
    assert [channel.ask("Vem kan ansluta sig?", **one).status_code for _ in range(2)] == [200, 200]
    refused = channel.ask("Vem kan ansluta sig?", **one)
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 30
    assert channel.ask("Vem kan ansluta sig?", **other).status_code == 200
    assert "020-50 50 50" in shown(channel.ask(AFRAID, **one))


def test_a_mention_alone_is_greeted_with_questions_to_begin_with(channel: Channel) -> None:
    card = shown(channel.ask("\u00a0\n&nbsp;"))
    assert all(f"@Boten {question}" in card for question in default_content().example_questions)


def test_a_question_that_is_too_long_is_told_the_limit_but_a_person_at_risk_is_helped(channel: Channel) -> None:
    assert "1 000 tecken" in shown(channel.ask("å" * 1001))
    card = shown(channel.ask(AFRAID + " och" * 2000))
    assert "020-50 50 50" in card
    assert AFRAID not in card


class Held(FakeSearcher):
    """A searcher that does not answer before it is let go."""

    def __init__(self, released: threading.Event) -> None:
        super().__init__(hit(0.95))
        self._released = released

    def search(self, query: str, within: Collection[str] = (), /) -> SearchResult:
        self._released.wait(30)
        return super().search(query, within)


@pytest.fixture
def released() -> Iterator[threading.Event]:
    event = threading.Event()
    yield event
    event.set()


def test_a_search_that_is_held_back_gets_a_card_within_three_seconds(released: threading.Event) -> None:
    app = app_with(Held(released), threads=1)
    for _ in range(2):
        start = time.monotonic()
        card = shown(Channel(app.test_client()).ask("Vem kan ansluta sig?"))
        assert time.monotonic() - start < 3
        assert "för lång tid" in card
        assert '"url": "http://127.0.0.1:8000"' in card
