"""The service over HTTP, with a real index of one small document."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from bot.answering import Answering
from index.build import Workshop, build
from index.encoder import Encoder, Progress
from index.live import LiveSearcher
from index.publishing import publish
from index.readers.process import ReaderProcess
from web.app import create_app
from web.parts import Parts
from web.settings import Settings

URL = "/api/v1/questions"


def _no_step(_name: str, _total: int) -> Progress:
    return lambda _count: None


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, default_encoder: Encoder) -> FlaskClient:
    folder: Path = tmp_path_factory.mktemp("web")
    (folder / "documents").mkdir()
    text = "# Beslutet\n\nAlla organisationer kan ansluta sig till strategin. Beslutet medför inga kostnader.\n"
    (folder / "documents" / "beslut.md").write_text(text, encoding="utf-8")
    with ReaderProcess() as reader:
        shop = Workshop(folder / "var", reader, default_encoder.hash, lambda: default_encoder, _no_step)
        publish(shop.var_dir, build([folder / "documents"], shop).generation)
    live = LiveSearcher(folder / "var", lambda _hash: default_encoder)
    live.refresh()
    return create_app(Parts(Answering(live), live, Settings())).test_client()


def test_a_question_gets_an_exact_quote_whose_link_shows_it(client: FlaskClient) -> None:
    body = client.post(URL, json={"question": "Vilka organisationer kan ansluta sig till strategin?"}).get_json()
    assert body["status"] == "answered"
    quote = body["quotes"][0]
    assert quote["text"] == "Alla organisationer kan ansluta sig till strategin."
    page = client.get(quote["url"].removeprefix("http://127.0.0.1:8000").removesuffix("#citat"))
    assert f'<mark id="citat">{quote["text"]}</mark>' in page.text


def test_the_page_answers_without_a_script_and_without_a_cookie(client: FlaskClient) -> None:
    page = client.post("/", data={"question": "Vilka organisationer kan ansluta sig till strategin?"})
    assert "<blockquote>Alla organisationer kan ansluta sig till strategin.</blockquote>" in page.text
    assert "Set-Cookie" not in page.headers
    assert page.headers["Cache-Control"] == "no-store"


def test_a_quote_is_read_back_by_its_reference(client: FlaskClient) -> None:
    body = client.post(URL, json={"question": "Vilka organisationer kan ansluta sig till strategin?"}).get_json()
    quote = body["quotes"][0]
    assert client.get(f"/api/v1/quotes/{quote['reference']}").get_json() == quote
    unknown = client.get("/api/v1/quotes/beslut@0000000000000000:0-5")
    assert (unknown.status_code, unknown.content_type) == (404, "application/problem+json")


def test_the_original_file_is_downloaded_and_never_shown(client: FlaskClient) -> None:
    page = client.get("/kallor/beslut", follow_redirects=True)
    address = f"{page.request.path}/original"
    assert f'href="{address}"' in page.text
    with client.get(address) as response:
        assert response.text.startswith("# Beslutet")
        assert response.headers["Content-Disposition"] == "attachment; filename=beslut.md"
        assert response.headers["Content-Type"] == "text/markdown"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert client.get(address.replace("/beslut/", "/annat/")).status_code == 404


def test_help_comes_before_a_refusal_of_the_length(client: FlaskClient) -> None:
    page = client.post("/", data={"question": "Min man slår mig. " + "å" * 1000})
    assert page.status_code == 200
    assert 'href="tel:112"' in page.text


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"inte json", 400),
        (b'{"question": 1}', 422),
        (b'{"question": ""}', 422),
        (b'{"question": "  "}', 422),
        (b'{"question": "' + b"a" * 1001 + b'"}', 422),
        (b'{"question": "a", "history": ["b","b","b","b","b","b","b"]}', 422),
        (b" " * 70_000, 413),
    ],
    ids=["not json", "a number", "empty", "blank", "too long", "too much history", "too large"],
)
def test_a_refusal_is_problem_details(client: FlaskClient, data: bytes, status: int) -> None:
    response = client.post(URL, data=data)
    assert response.status_code == status
    assert response.content_type == "application/problem+json"


def test_the_wrong_method_is_refused_with_the_right_one(client: FlaskClient) -> None:
    response = client.get(URL)
    assert response.status_code == 405
    assert "POST" in response.headers["Allow"]


def test_with_nothing_published_the_service_says_it_is_unavailable(tmp_path: Path, default_encoder: Encoder) -> None:
    live = LiveSearcher(tmp_path, lambda _hash: default_encoder)
    client = create_app(Parts(Answering(live), live, Settings())).test_client()
    assert client.post(URL, json={"question": "Vad gäller?"}).status_code == 503
    assert client.get("/health/ready").status_code == 503
