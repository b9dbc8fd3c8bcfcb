"""The service when an administrator has closed it: everyone is told so, and whoever is at risk is helped."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from bot.answering import Answering
from bot.content import Content, default_content
from tests.web.test_catalogue import FakeLive
from tests.web.test_teams import KEY, Channel, shown, token
from web.app import create_app
from web.parts import Parts
from web.settings import Settings

MESSAGE = "Vi flyttar till nya lokaler. Välkommen tillbaka på måndag."
AFRAID = "min man slog mig igår och jag vågar inte gå hem"
NUMBER = "020-50 50 50"


def closed() -> Content:
    return replace(default_content(), closed=MESSAGE)


@pytest.fixture
def client() -> FlaskClient:
    live = FakeLive()
    settings = Settings.model_validate({"teams_tokens": token(KEY), "rate_limits": False})
    return create_app(Parts(Answering(live, closed), live, settings, closed)).test_client()


@pytest.mark.parametrize("address", ["/", "/en", "/ar", "/widget"])
def test_the_page_says_so_and_has_no_form_but_numbers_to_call(client: FlaskClient, address: str) -> None:
    page = client.get(address)
    assert page.status_code == 200
    assert MESSAGE in page.text
    assert 'href="tel:112"' in page.text
    assert 'id="ask"' not in page.text
    assert "chat.js" not in page.text


def test_whoever_had_the_page_open_is_told_when_asking(client: FlaskClient) -> None:
    page = client.post("/", data={"question": "Vad kostar det?"})
    assert page.status_code == 503
    assert MESSAGE in page.text
    assert 'id="ask"' in page.text


def test_the_api_refuses_with_a_time_to_return(client: FlaskClient) -> None:
    response = client.post("/api/v1/questions", json={"question": "Vad kostar det?"})
    assert (response.status_code, response.content_type) == (503, "application/problem+json")
    assert response.get_json()["detail"] == MESSAGE
    assert int(response.headers["Retry-After"]) == 600


@pytest.mark.parametrize("question", ["Vad kostar det?", "Hej!", ""])
def test_teams_is_told(client: FlaskClient, question: str) -> None:
    card = shown(Channel(client, fields={"timestamp": None}).ask(question))
    assert "Vi flyttar till nya lokaler" in card


def test_whoever_is_at_risk_is_helped_all_the_same(client: FlaskClient) -> None:
    assert NUMBER in client.post("/", data={"question": AFRAID}).text
    assert NUMBER in client.post("/api/v1/questions", json={"question": AFRAID}).get_json()["answer"]
    assert NUMBER in shown(Channel(client).ask(AFRAID))


def test_the_documents_and_health_stay(client: FlaskClient) -> None:
    assert client.get("/health/live").status_code == 200
    assert client.get("/health/ready").status_code == 200
    assert client.get("/kallor").status_code == 200


def test_notices_are_shown_before_a_question_is_asked() -> None:
    live = FakeLive()
    told = replace(default_content(), notices=("Vi uppdaterar dokumenten i kväll.",))
    client = create_app(Parts(Answering(live), live, Settings(), lambda: told)).test_client()
    assert "Vi uppdaterar dokumenten i kväll." in client.get("/").text
    assert '<span lang="sv">Vi uppdaterar' in client.get("/en").text
