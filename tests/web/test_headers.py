"""The headers of every kind of response."""

import pytest
from flask.testing import FlaskClient

from bot.answering import Answering
from tests.web.test_catalogue import FakeLive
from web.app import create_app
from web.headers import FIXED
from web.parts import Parts
from web.settings import Settings

SITE = "https://www.exempel.se"
ROUTES = [
    ("GET", "/", 200),
    ("POST", "/", 200),
    ("GET", "/en", 200),
    ("GET", "/widget", 200),
    ("GET", "/kallor", 200),
    ("GET", "/kvitto", 200),
    ("GET", "/om", 200),
    ("GET", "/embed.js", 200),
    ("GET", "/static/chat.js", 200),
    ("GET", "/api/v1/openapi.json", 200),
    ("POST", "/api/v1/questions", 400),
    ("GET", "/api/v1/questions", 405),
    ("GET", "/finns-inte", 404),
    ("GET", "/health/live", 200),
    ("GET", "/metrics", 404),
    ("POST", "/teams/webhook", 503),
]


def client_with(**settings: object) -> FlaskClient:
    live = FakeLive()
    given = Settings.model_validate({"embed_origins": SITE} | settings)
    return create_app(Parts(Answering(live), live, given)).test_client()


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return client_with(public_url="https://boten.exempel.se")


@pytest.mark.parametrize(("method", "path", "status"), ROUTES)
def test_every_response_carries_them(client: FlaskClient, method: str, path: str, status: int) -> None:
    with client.open(path, method=method) as response:
        assert response.status_code == status
        assert {name: response.headers[name] for name in FIXED} == FIXED
        assert response.headers["Strict-Transport-Security"] == "max-age=31536000"
        policy = dict(part.split(" ", 1) for part in response.headers["Content-Security-Policy"].split("; "))
        assert policy["default-src"] == policy["base-uri"] == "'none'"
        assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
        assert policy["frame-ancestors"] == (SITE if path == "/widget" else "'none'")
        assert response.headers["Cache-Control"] == ("no-cache" if path.endswith(".js") else "no-store")
        embedded = path in {"/widget", "/embed.js"}
        assert response.headers["Cross-Origin-Resource-Policy"] == ("cross-origin" if embedded else "same-origin")
        assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize(("method", "path", "status"), [route for route in ROUTES if route[2] == 200])
def test_no_page_has_a_script_or_a_style_within_itself(
    client: FlaskClient, method: str, path: str, status: int
) -> None:
    with client.open(path, method=method) as response:
        text = response.text if response.mimetype == "text/html" else ""
    assert text.count("<script") == text.count("<script type=") == text.count("</script>")
    assert "<script>" not in text
    assert "<style" not in text
    assert " style=" not in text
    assert " on" + "click=" not in text
    assert status == 200


def test_over_http_a_browser_is_not_told_to_come_back_by_https_only() -> None:
    assert "Strict-Transport-Security" not in client_with().get("/").headers


def test_without_a_site_that_may_frame_it_the_widget_is_as_closed_as_the_rest() -> None:
    response = client_with(embed_origins="").get("/widget")
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
