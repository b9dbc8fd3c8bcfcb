"""What the service refuses, and how it describes itself, with nothing published."""

import json
from collections.abc import Collection, Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from bot.answering import Answering
from index.errors import NoGenerationError
from index.search import Holdings, Meaning, SearchResult
from web.app import create_app
from web.catalogue import Opened
from web.parts import Parts
from web.schema import Problem
from web.settings import Settings

URL = "/api/v1/questions"


class EmptySearcher:
    """A searcher with nothing published."""

    @property
    def opened(self) -> Opened:
        raise NoGenerationError

    def search(self, query: str, _within: Collection[str] = (), /) -> SearchResult:
        raise NoGenerationError(query)

    def canonical_text(self, document_id: str, version: str, /) -> str | None:
        raise NoGenerationError(f"{document_id}@{version}")

    def meaning(self, text: str, /) -> Meaning:
        raise NoGenerationError(text)

    def holdings(self) -> Holdings:
        raise NoGenerationError


@pytest.fixture
def client() -> FlaskClient:
    searcher = EmptySearcher()
    return create_app(Parts(Answering(searcher), searcher, Settings())).test_client()


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"", "application/json", 400),
        (b"\xff", "application/json", 400),
        (b"[" * 60_000, "application/json", 400),
        (b'{"question": NaN}', "application/json", 400),
        (b'{"question": "?"}', "text/plain", 415),
        (b"question=?", "application/x-www-form-urlencoded", 415),
        (b"a" * 65_537, "text/plain", 413),
    ],
)
def test_what_is_not_json_is_refused(client: FlaskClient, body: bytes, content_type: str, status: int) -> None:
    response = client.post(URL, data=body, content_type=content_type)
    assert (response.status_code, response.mimetype) == (status, "application/problem+json")
    assert Problem.model_validate_json(response.data).status == status


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ('{"question": "\\ud800"}', "question"),
        ('{"question": "a", "history": ["\\udc00"]}', "history.0"),
        ('{"question": "a", "\\ud800": 1}', ""),
        ('{"question": "a", "history": "b"}', "history"),
        ('{"question": "a", "model": "b"}', "model"),
        ('{"question": ["a"]}', "question"),
        ("{}", "question"),
        ("[]", ""),
    ],
)
def test_what_the_schema_refuses_is_named_by_field(client: FlaskClient, body: str, field: str) -> None:
    response = client.post(URL, data=body, content_type="application/json")
    assert response.status_code == 422
    assert [error.field for error in Problem.model_validate_json(response.data).errors] == [field]


def test_an_unavailable_service_says_when_to_return(client: FlaskClient) -> None:
    response = client.post(URL, json={"question": "Vad gäller?"})
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert client.get("/kallor/a/b/0-1").status_code == 503
    assert client.post("/", data={"question": "Vad gäller?"}).status_code == 503


def test_a_line_break_in_a_form_counts_as_one_character(client: FlaskClient) -> None:
    assert client.post("/", data={"question": "?\r\n" * 500}).status_code == 200


def _references(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"]
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from _references(inner)


def test_every_reference_in_the_description_resolves(client: FlaskClient) -> None:
    description: dict[str, Any] = json.loads(client.get("/api/v1/openapi.json").data)
    assert description["openapi"].startswith("3.1.")
    references = set(_references(description))
    assert references
    assert {reference.removeprefix("#/components/schemas/") for reference in references} <= set(
        description["components"]["schemas"]
    )
