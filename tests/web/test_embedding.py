"""Who may frame a page, and the page's words in every language."""

from dataclasses import fields

import pytest
from flask.testing import FlaskClient
from pydantic import ValidationError

from bot.answer import Status
from bot.answering import Answering
from tests.web.test_catalogue import FakeLive
from web.app import create_app
from web.chrome import Chrome, chromes, places
from web.parts import Parts
from web.settings import Settings

ORIGIN, OTHER = "https://www.exempel.se", "http://127.0.0.1:8001"
WIDGETS = [place.address for place in places() if place.embedded]
REFUSING = ["/", "/ar", "/kallor", "/kallor/beslut", "/kvitto", "/om", "/widget/xx", "/embed.js", "/static/chat.js"]


def _client(origins: str) -> FlaskClient:
    live = FakeLive()
    return create_app(Parts(Answering(live), live, Settings(embed_origins=origins))).test_client()


@pytest.mark.parametrize("address", WIDGETS)
def test_the_widget_may_be_framed_by_the_named_sites_alone(address: str) -> None:
    response = _client(f"{ORIGIN}, {OTHER}").get(address)
    assert response.headers["Content-Security-Policy"].endswith(f"frame-ancestors {ORIGIN} {OTHER}")
    assert "X-Frame-Options" not in response.headers


@pytest.mark.parametrize(("address", "origins"), [*((address, ORIGIN) for address in REFUSING), ("/widget", "")])
def test_everything_else_refuses_to_be_framed(address: str, origins: str) -> None:
    with _client(origins).get(address) as response:
        assert response.headers["Content-Security-Policy"].endswith("frame-ancestors 'none'")
        assert response.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("origins", ["*", "https://*.se", "https://a.se/", "https://a.se; script-src *", "a.se", ","])
def test_what_is_no_origin_is_refused_at_the_start(origins: str) -> None:
    with pytest.raises(ValidationError):
        Settings(embed_origins=origins)


@pytest.mark.parametrize("language", chromes())
def test_a_language_has_every_word_and_the_same_fields_as_swedish(language: str) -> None:
    words, swedish = chromes()[language], chromes()["sv"]
    assert set(words.headings) == {status.value for status in Status}
    texts = [field.name for field in fields(Chrome) if isinstance(getattr(swedish, field.name), str)]
    assert [name for name in texts if not getattr(words, name).strip()] == []
    assert "{contact}" in words.person
    assert "{left}" in words.left
    assert "{over}" in words.over


def test_only_swedish_is_said_to_be_checked_by_a_speaker() -> None:
    assert [language for language, words in chromes().items() if words.checked_by_speaker] == ["sv"]


@pytest.mark.parametrize(
    ("question", "error"),
    [(" ", "Error: Write your question in the field."), ("a" * 1001, "Error: The question is too long.")],
)
def test_what_is_wrong_with_a_question_is_told_in_the_language_of_the_page(question: str, error: str) -> None:
    response = _client("").post("/en", data={"question": question})
    # With the status of an error a browser would write on its console.
    assert response.status_code == 200
    assert error in response.text
    assert "<title>Error: " in response.text
    assert '<html lang="en" dir="ltr">' in response.text
