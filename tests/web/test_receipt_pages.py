"""/kvitto as a person meets it: what may be pasted, and what the page says of it."""

import pytest
from flask.testing import FlaskClient

from bot.answering import Answering
from index.documents import version_of
from tests.web.test_catalogue import NEW, FakeLive
from web.app import create_app
from web.parts import Parts
from web.receipt import parted
from web.settings import Settings

QUOTE = "Det kostar 20 kronor."
ADDRESS = f"https://boten.exempel.se/kallor/beslut/{version_of(NEW)}/0-{len(QUOTE)}#citat"
COPIED = f"”{QUOTE}”\r\nBeslut, Kostnad, gällande\r\n{ADDRESS}\r\n"


@pytest.fixture
def client() -> FlaskClient:
    live = FakeLive()
    return create_app(Parts(Answering(live), live, Settings())).test_client()


def test_what_was_copied_under_an_answer_is_a_quote_and_its_address() -> None:
    assert parted(COPIED, " ") == (f"”{QUOTE}”", ADDRESS)
    assert parted(COPIED, "beslut@1:2-3") == (COPIED, "beslut@1:2-3")
    assert parted(QUOTE, "") == (QUOTE, "")


@pytest.mark.parametrize(
    ("quote", "verdict"),
    [
        (QUOTE, "Citatet stämmer"),
        (COPIED, "Citatet stämmer"),
        (COPIED.replace("20", "30"), "Citatet stämmer inte"),
        (COPIED.replace("/0-", "/9000-"), "Platsen finns inte"),
        ("Det kostar 30 kronor.", "Citatet finns inte i dokumenten"),
    ],
)
def test_the_verdict_is_the_heading_and_comes_first_in_the_title(client: FlaskClient, quote: str, verdict: str) -> None:
    page = client.post("/kvitto", data={"quote": quote})
    assert page.status_code == 200
    assert f"<title>{verdict} – Kontrollera citat – " in page.text
    assert f'<h2 id="verdict">{verdict}</h2>' in page.text


@pytest.mark.parametrize("quote", ["", "å" * 10_001])
def test_an_error_is_told_by_the_page_and_by_no_status(client: FlaskClient, quote: str) -> None:
    page = client.post("/kvitto", data={"quote": quote})
    assert page.status_code == 200
    assert "<title>Fel: Kontrollera citat" in page.text
    assert 'aria-describedby="error quote-hint"' in page.text
