"""How often a client may call."""

import time
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.answering import Answering
from tests.web.test_catalogue import FakeLive
from web.app import create_app
from web.limits import client_key
from web.parts import Parts
from web.problems import MEDIA_TYPE
from web.settings import Settings

API = "/api/v1/questions"
ASKED = {"question": "Vad gäller för mötesplatserna?"}
AFRAID = {"question": "min man slog mig igår och jag vågar inte gå hem"}
BROWSER = {"Accept": "text/html"}
NUMBER = "020-50 50 50"


def app_with(**settings: object) -> Flask:
    live = FakeLive()
    return create_app(Parts(Answering(live), live, Settings.model_validate(settings)))


def from_address(address: str) -> dict[str, Any]:
    return {"REMOTE_ADDR": address}


@pytest.fixture
def client() -> FlaskClient:
    """A service that takes two questions a minute, and one of everything else."""
    return app_with(questions_per_minute=2, pages_per_minute=1).test_client()


def test_a_program_over_the_limit_is_told_when_to_return(client: FlaskClient) -> None:
    assert [client.post(API, json=ASKED).status_code for _ in range(2)] == [200, 200]
    refused = client.post(API, json=ASKED)
    assert (refused.status_code, refused.content_type) == (429, MEDIA_TYPE)
    assert refused.get_json()["title"] == "För många anrop"
    assert 1 <= int(refused.headers["Retry-After"]) <= 61


def test_a_person_over_the_limit_gets_a_page(client: FlaskClient) -> None:
    for _ in range(2):
        client.post("/", data=ASKED)
    refused = client.post("/", data=ASKED, headers=BROWSER)
    assert (refused.status_code, refused.mimetype) == (429, "text/html")
    assert "<h1>Det blev för många frågor på kort tid</h1>" in refused.text
    assert int(refused.headers["Retry-After"]) >= 1


def test_the_page_the_widget_and_the_api_are_counted_together(client: FlaskClient) -> None:
    statuses = [client.post("/", data=ASKED), client.post("/widget/en", data=ASKED), client.post(API, json=ASKED)]
    assert [response.status_code for response in statuses] == [200, 200, 429]


def test_whoever_is_at_risk_is_never_refused(client: FlaskClient) -> None:
    for _ in range(5):
        client.post(API, json=ASKED)
    assert client.post(API, json=ASKED).status_code == 429
    by_api = client.post(API, json=AFRAID)
    assert (by_api.status_code, by_api.get_json()["status"]) == (200, "crisis")
    long = client.post(API, json={"question": AFRAID["question"] + " och" * 2000, "history": ["a"] * 9})
    assert (long.status_code, long.get_json()["status"]) == (200, "crisis")
    for path in ("/", "/widget"):
        page = client.post(path, data=AFRAID)
        assert page.status_code == 200
        assert NUMBER in page.text


def test_an_answer_to_whoever_is_at_risk_carries_the_headers_too(client: FlaskClient) -> None:
    for _ in range(3):
        client.post(API, json=ASKED)
    assert client.post(API, json=AFRAID).headers["X-Content-Type-Options"] == "nosniff"


def test_a_question_at_risk_does_not_carry_another_one_past_the_limit(client: FlaskClient) -> None:
    for _ in range(3):
        client.post("/", data=ASKED)
    assert client.post("/", data={"question": [AFRAID["question"], ASKED["question"]]}).status_code == 429


def test_reading_and_asking_are_counted_apart(client: FlaskClient) -> None:
    assert [client.get("/om").status_code, client.get("/om").status_code] == [200, 429]
    assert client.post(API, json=ASKED).status_code == 200


@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/static/style.css", "/embed.js", "/metrics"])
def test_health_and_static_files_are_not_counted(client: FlaskClient, path: str) -> None:
    statuses = set()
    for _ in range(5):
        with client.get(path) as response:
            statuses.add(response.status_code)
    assert 429 not in statuses


def test_clients_are_counted_apart(client: FlaskClient) -> None:
    for address in ("192.0.2.1", "192.0.2.2", "2001:db8:1::1", "2001:db8:2::1"):
        assert client.get("/om", environ_overrides=from_address(address)).status_code == 200


def test_a_network_of_one_household_is_one_client(client: FlaskClient) -> None:
    assert client.get("/om", environ_overrides=from_address("2001:db8::1")).status_code == 200
    assert client.get("/om", environ_overrides=from_address("2001:db8::2")).status_code == 429


def test_without_a_proxy_nobody_chooses_their_own_address(client: FlaskClient) -> None:
    assert client.get("/om", headers={"X-Forwarded-For": "192.0.2.1"}).status_code == 200
    assert client.get("/om", headers={"X-Forwarded-For": "192.0.2.2"}).status_code == 429


def test_behind_a_proxy_only_what_that_one_wrote_counts() -> None:
    client = app_with(pages_per_minute=1, trusted_proxies=1).test_client()
    assert client.get("/om", headers={"X-Forwarded-For": "192.0.2.9, 192.0.2.1"}).status_code == 200
    assert client.get("/om", headers={"X-Forwarded-For": "192.0.2.8, 192.0.2.1"}).status_code == 429
    assert client.get("/om", headers={"X-Forwarded-For": "192.0.2.2"}).status_code == 200


def test_behind_two_proxies_the_outer_one_tells_who_asks() -> None:
    client = app_with(pages_per_minute=1, trusted_proxies=2).test_client()
    assert client.get("/om", headers={"X-Forwarded-For": "192.0.2.1, 198.51.100.1"}).status_code == 200
    assert client.get("/om", headers={"X-Forwarded-For": "192.0.2.1, 198.51.100.2"}).status_code == 429


def test_limits_can_be_off() -> None:
    client = app_with(questions_per_minute=1, rate_limits=False).test_client()
    assert {client.post(API, json=ASKED).status_code for _ in range(5)} == {200}


@pytest.mark.parametrize("address", ["redis://127.0.0.1:1/0", "redis://192.0.2.1:6379/0"], ids=["closed", "silent"])
def test_while_redis_is_away_each_process_counts_by_itself(address: str, tmp_path: object) -> None:
    client = app_with(redis_url=address, questions_per_minute=2, var_dir=tmp_path).test_client()
    began = time.monotonic()
    assert [client.post(API, json=ASKED).status_code for _ in range(3)] == [200, 200, 429]
    assert time.monotonic() - began < 2


def test_an_address_cannot_be_read_from_what_it_is_counted_under() -> None:
    keys = {client_key(f"192.0.{net}.{host}", b"k" * 32) for net in range(256) for host in range(0, 256, 4)}
    assert {len(key) for key in keys} == {4}
    assert client_key("192.0.2.1", b"a" * 32) != client_key("192.0.2.1", b"b" * 32)
    assert client_key("::ffff:192.0.2.1", b"k" * 32) == client_key("192.0.2.1", b"k" * 32)
    assert client_key("", b"k" * 32)


def test_the_api_describes_the_refusal() -> None:
    description = app_with().test_client().get("/api/v1/openapi.json").get_json()
    assert "Retry-After" in description["paths"][API]["post"]["responses"]["429"]["headers"]
