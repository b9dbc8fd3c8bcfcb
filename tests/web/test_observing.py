"""What is told of a request: its id, a line in the log, and figures behind a token."""

import logging

import pytest
from flask.testing import FlaskClient

from bot.answering import Answering
from index.errors import NoGenerationError
from tests.fakes import FakeSearcher
from tests.web.test_catalogue import FakeLive
from web.app import create_app
from web.catalogue import Opened
from web.parts import Parts
from web.settings import Settings

API = "/api/v1/questions"
KEY = "0123456789abcdef-prometheus"
BEARER = {"Authorization": f"Bearer {KEY}"}
GIVEN = "0123456789abcdef0123456789abcdef"


class Unpublished(FakeLive, FakeSearcher):
    """A live index with nothing published."""

    @property
    def opened(self) -> Opened:  # type: ignore[override]
        raise NoGenerationError


@pytest.fixture
def client() -> FlaskClient:
    live = FakeLive()
    settings = Settings.model_validate({"metrics_token": KEY})
    return create_app(Parts(Answering(live), live, settings)).test_client()


@pytest.mark.parametrize("given", [GIVEN, "0b4c5bd4-9a3b-4a5e-8b1e-0a7a5a3d5f11"])
def test_a_well_formed_id_is_given_back(client: FlaskClient, given: str) -> None:
    assert client.get("/om", headers={"X-Request-ID": given}).headers["X-Request-ID"] == given


@pytest.mark.parametrize("given", ["", "kort", "min man slår mig", "g" * 32, "a" * 65, f"{GIVEN} "[:-1] + "!"])
def test_anything_else_gets_an_id_of_our_own(client: FlaskClient, given: str) -> None:
    made = client.get("/om", headers={"X-Request-ID": given}).headers["X-Request-ID"]
    assert made != given
    assert len(made) == 32


def test_a_refusal_has_an_id_too(client: FlaskClient) -> None:
    assert len(client.get("/finns-inte").headers["X-Request-ID"]) == 32


def test_a_request_is_one_line_with_its_rule_and_never_its_path(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "web.observing")
    client.get("/kallor/kvastbergska/hemlig?q=kvastbergska")
    client.open("/kvastbergska", method="KVASTBERGSKA")
    told = [vars(record) for record in caplog.records if record.name == "web.observing"]
    fields = [(line["route"], line["method"], line["status"]) for line in told]
    assert fields == [("/kallor/<document_id>/<version>", "GET", 404), ("other", "other", 404)]
    assert "kvastbergska" not in str(told).lower()


def test_health_is_not_told_of_unless_asked_for(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "web.observing")
    client.get("/health/live")
    assert not [record for record in caplog.records if record.name == "web.observing"]


def test_the_figures_are_closed_without_a_token() -> None:
    live = FakeLive()
    closed = create_app(Parts(Answering(live), live, Settings())).test_client()
    assert closed.get("/metrics", headers=BEARER).status_code == 404


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer fel", f"Basic {KEY}", f"Bearer {KEY}x", "Bearer ä"])
def test_the_figures_are_closed_to_another_token(client: FlaskClient, given: str) -> None:
    refused = client.get("/metrics", headers={"Authorization": given})
    assert (refused.status_code, refused.content_type) == (401, "application/problem+json")
    assert refused.headers["WWW-Authenticate"].startswith("Bearer")


def test_the_figures_tell_of_what_was_asked_and_refused(client: FlaskClient) -> None:
    client.post(API, json={"question": "Vad gäller?"})
    client.post(API, json={"question": ""})
    shown = client.get("/metrics", headers=BEARER)
    assert shown.mimetype == "text/plain"
    assert 'bot_responses_total{route="/api/v1/questions",status="200"} 1.0' in shown.text
    assert 'bot_refusals_total{reason="invalid"} 1.0' in shown.text
    assert "bot_documents " in shown.text


def test_the_figures_are_shown_while_nothing_is_published() -> None:
    live = Unpublished()
    settings = Settings.model_validate({"metrics_token": KEY})
    client = create_app(Parts(Answering(live), live, settings)).test_client()
    shown = client.get("/metrics", headers=BEARER)
    assert shown.status_code == 200
    assert "bot_documents " not in shown.text
