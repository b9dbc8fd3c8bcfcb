"""Refusals as a person and as a program get them."""

import pytest
from bs4 import BeautifulSoup
from flask import Flask, abort
from flask.testing import FlaskClient

from bot.answering import Answering
from index.errors import NoGenerationError
from tests.fakes import FakeSearcher
from web import error_pages
from web.app import create_app
from web.catalogue import Opened
from web.parts import Parts
from web.problems import MEDIA_TYPE
from web.schema import Problem, QuestionIn
from web.settings import Settings

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
STATUSES = [404, 405, 413, 422, 500, 503]
FORM = "application/x-www-form-urlencoded"
TOO_LARGE = b"question=" + b"a" * 65_536


class UnpublishedSearcher(FakeSearcher):
    """A searcher with nothing published."""

    @property
    def opened(self) -> Opened:
        raise NoGenerationError

    def canonical_text(self, document_id: str, version: str, /) -> str | None:
        raise NoGenerationError(f"{document_id}@{version}")


@pytest.fixture
def app() -> Flask:
    """The application, with an address more for each way to fail."""
    searcher = UnpublishedSearcher()
    app = create_app(Parts(Answering(searcher), searcher, Settings()))
    app.add_url_rule("/fel/<int:code>", "fail", abort)
    app.add_url_rule("/fel/inuti", "fail_inside", lambda: str(1 // 0))
    app.add_url_rule("/fel/schema", "fail_schema", lambda: str(QuestionIn(question="")))
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.mark.parametrize("status", STATUSES)
def test_a_browser_gets_a_page_with_what_went_wrong_and_a_way_back(client: FlaskClient, status: int) -> None:
    response = client.get(f"/fel/{status}", headers=BROWSER)
    assert (response.status_code, response.mimetype) == (status, "text/html")
    page = BeautifulSoup(response.text, "html.parser")
    title, advice = error_pages.TEXTS[status]
    assert page.html is not None
    assert page.html["lang"] == "sv"
    assert [heading.text for heading in page.select("main h1")] == [title]
    assert page.select("title")[0].text == f"{title} – Jämställdhetsboten"
    assert advice in [paragraph.text for paragraph in page.select("main p")]
    assert [link["href"] for link in page.select("main a")] == ["/"]
    assert len(page.select('link[rel="stylesheet"]')) == 1


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/finns-inte", 404),
        ("PUT", "/", 405),
        ("POST", "/", 413),
        ("GET", "/fel/inuti", 500),
        ("GET", "/fel/schema", 422),
        ("GET", "/kallor/a/b/0-1", 503),
        ("GET", "/fel/418", 418),
    ],
)
@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        (BROWSER["Accept"], "text/html"),
        ("*/*", "text/html"),
        ("application/json", MEDIA_TYPE),
        ("application/json, text/plain, */*", MEDIA_TYPE),
        (MEDIA_TYPE, MEDIA_TYPE),
    ],
)
def test_a_failure_is_told_in_the_form_that_the_client_reads(
    client: FlaskClient, method: str, path: str, status: int, *, accept: str, kind: str
) -> None:
    response = client.open(path, method=method, data=TOO_LARGE, content_type=FORM, headers={"Accept": accept})
    assert (response.status_code, response.mimetype) == (status, kind)
    if kind == MEDIA_TYPE:
        assert Problem.model_validate_json(response.data).status == status


def test_the_api_gives_problem_details_to_a_browser_too(client: FlaskClient) -> None:
    response = client.get("/api/v1/finns-inte", headers=BROWSER)
    assert (response.status_code, response.mimetype) == (404, MEDIA_TYPE)


def test_a_page_keeps_the_headers_of_the_refusal(client: FlaskClient) -> None:
    refused = client.put("/", headers=BROWSER)
    assert {"GET", "POST"} <= set(refused.headers["Allow"].split(", "))
    unavailable = client.get("/kallor/a/b/0-1", headers=BROWSER)
    assert unavailable.headers["Retry-After"] == "5"
    assert unavailable.headers["Cache-Control"] == "no-store"


def test_an_error_page_tells_nothing_of_the_inside(client: FlaskClient) -> None:
    page = client.get("/fel/inuti", headers=BROWSER).text
    assert "ZeroDivisionError" not in page
    assert "Traceback" not in page
