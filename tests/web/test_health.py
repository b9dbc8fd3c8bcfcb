"""Whether the service is up."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from index.errors import NoGenerationError
from tests.fakes import FakeSearcher
from web import health


def client_with(searcher: FakeSearcher, reachable: Callable[[], bool] | None = None) -> FlaskClient:
    app = Flask("prov")
    app.register_blueprint(health.routes(searcher, reachable))
    return app.test_client()


def test_a_process_that_answers_is_alive_although_nothing_is_published() -> None:
    client = client_with(FakeSearcher(error=NoGenerationError("Inget.")), lambda: False)
    assert client.get("/health/live").get_json() == {"status": "ok"}


def test_ready_names_what_is_missing() -> None:
    response = client_with(FakeSearcher(error=NoGenerationError("Inget.")), lambda: True).get("/health/ready")
    checks = {"generation": "unavailable", "database": "ok"}
    assert (response.status_code, response.get_json()) == (503, {"status": "unavailable", "checks": checks})


@pytest.mark.parametrize(("answers", "status"), [(True, 200), (False, 503)])
def test_ready_needs_the_database_where_there_is_one(answers: bool, status: int) -> None:
    assert client_with(FakeSearcher(), lambda: answers).get("/health/ready").status_code == status


def test_a_service_without_records_is_ready_with_a_generation() -> None:
    response = client_with(FakeSearcher()).get("/health/ready")
    assert (response.status_code, response.get_json()["checks"]) == (200, {"generation": "ok"})


def test_the_database_is_not_asked_by_every_call() -> None:
    asked: list[int] = []
    client = client_with(FakeSearcher(), lambda: not asked.append(1))
    assert [client.get("/health/ready").status_code for _ in range(20)] == [200] * 20
    assert len(asked) == 1
