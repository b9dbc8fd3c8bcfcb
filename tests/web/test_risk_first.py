"""A person at risk gets help before anything is refused, with nothing published."""

import pytest
from flask.testing import FlaskClient

from bot.answering import Answering
from index.errors import NoGenerationError
from index.live import LiveSearcher
from tests.fakes import FakeSearcher
from web.app import create_app
from web.parts import Parts
from web.settings import Settings

URL = "/api/v1/questions"
AFRAID = "min man slog mig igår och jag vågar inte gå hem"
LONG = AFRAID + " och" * 2000
NUMBER = "020-50 50 50"


@pytest.fixture
def client(tmp_path: object) -> FlaskClient:
    live = LiveSearcher.from_settings(Settings.model_validate({"var_dir": tmp_path}))
    answering = Answering(FakeSearcher(error=NoGenerationError("Inget.")))
    return create_app(Parts(answering, live, Settings())).test_client()


@pytest.mark.parametrize(
    "body",
    [
        {"question": AFRAID},
        {"question": LONG},
        {"question": AFRAID, "history": ["a"] * 9},
        {"question": AFRAID, "x": 1},
    ],
    ids=["plain", "too long", "too much history", "unknown field"],
)
def test_the_api_helps_whatever_the_schema_refuses(client: FlaskClient, body: dict[str, object]) -> None:
    response = client.post(URL, json=body)
    told = response.get_json()
    assert (response.status_code, told["status"], told["quotes"]) == (200, "crisis", [])
    assert NUMBER in told["answer"]


@pytest.mark.parametrize("text", [AFRAID, LONG], ids=["plain", "too long"])
def test_the_page_helps_whatever_the_length(client: FlaskClient, text: str) -> None:
    response = client.post("/", data={"question": text})
    assert response.status_code == 200
    assert NUMBER in response.text


def test_a_body_beyond_the_limit_is_still_refused(client: FlaskClient) -> None:
    assert client.post(URL, json={"question": AFRAID + " och" * 20_000}).status_code == 413
