"""No route takes a body over its limit, whoever calls and however the body is sent. Every route is tried."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pydantic import SecretStr

from index.encoder import Encoder
from tests.web.addresses import address_of
from tests.web.admin.desk import LOGIN, Desk, csrf, made
from web.access import Access, Needs, needs_of
from web.problems import MEDIA_TYPE
from web.records.roles import Role
from web.settings import Settings
from web.teams import LARGEST_BODY

LIMIT = 64 * 1024
_CHANGING = {"POST", "PUT", "PATCH", "DELETE"}
_FORM = "application/x-www-form-urlencoded"
_PARTS = "multipart/form-data; boundary=x"
_BEGINNINGS = {
    _FORM: b"question=",
    _PARTS: b'--x\r\nContent-Disposition: form-data; name="file"; filename="fil.txt"\r\n\r\n',
    "application/json": b'{"question": "',
}
_READ_AHEAD = 128 * 1024
"""What a parser may have in hand when it comes to the limit."""


@dataclass
class Endless(io.RawIOBase):
    """A body without an end, that knows how much of it was read."""

    beginning: bytes
    taken: int = 0
    left: bytes = field(init=False)

    def __post_init__(self) -> None:
        self.left = self.beginning

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        size = len(buffer)
        data = self.left[:size] or b"a" * min(size, LIMIT)
        self.left = self.left[size:]
        buffer[: len(data)] = data
        self.taken += len(data)
        return len(data)


@dataclass(frozen=True, slots=True)
class Route:
    """A way to change something, and the bytes that it may take."""

    method: str
    address: str
    needs: Needs
    largest: int


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, published_var: Path, default_encoder: Encoder) -> Iterator[Desk]:
    """The service with everything that settings can turn on, and files of at most a megabyte."""
    settings = Settings(
        var_dir=tmp_path_factory.mktemp("limits"),
        rate_limits=False,
        upload_megabytes=1,
        teams_tokens=SecretStr("c2VjcmV0LW9mLXRoZS10ZWFtLWluLXRlc3Q="),
        log_level="error",
    )
    with made(settings, published_var, default_encoder) as desk:
        yield desk


@pytest.fixture(scope="module")
def routes(desk: Desk) -> tuple[Route, ...]:
    return tuple(_routes(desk.app))


def _routes(app: Flask) -> Iterator[Route]:
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) & _CHANGING):
            needs = needs_of(app, rule.endpoint)
            assert needs is not None
            largest = vars(app.view_functions[rule.endpoint]).get("largest_body", LIMIT)
            is_teams = rule.endpoint == "teams.asked"
            yield Route(method, address_of(app, rule), needs, LARGEST_BODY if is_teams else largest)


@pytest.fixture(scope="module")
def client(desk: Desk) -> FlaskClient:
    """A browser in which an administrator is logged in."""
    return desk.logged_in(Role.ADMINISTRATOR)


@pytest.fixture(scope="module")
def shown(desk: Desk, client: FlaskClient) -> dict[Access, dict[str, str]]:
    """The headers that get a caller past the guard of every kind of route but the signed one."""
    return {
        Access.TOKEN: {"HTTP_AUTHORIZATION": f"Bearer {desk.token(Role.ADMINISTRATOR)}"},
        Access.SESSION: {"HTTP_X_CSRFTOKEN": csrf(client, "/admin")},
        Access.LOGIN: {"HTTP_X_CSRFTOKEN": csrf(client, LOGIN)},
    }


# The parser leaves a file of a form that it gives up to be closed by itself.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("told", [True, False], ids=["with a length", "in chunks"])
@pytest.mark.parametrize("kind", _BEGINNINGS)
def test_no_route_takes_more_than_its_limit(
    client: FlaskClient,
    routes: tuple[Route, ...],
    shown: dict[Access, dict[str, str]],
    kind: str,
    told: bool,
) -> None:
    wrong = []
    for route in routes:
        body = Endless(_BEGINNINGS[kind])
        length = {"CONTENT_LENGTH": str(route.largest + 1)} if told else {"wsgi.input_terminated": True}
        environ = {"wsgi.input": body, "CONTENT_TYPE": kind, **length, **shown.get(route.needs.access, {})}
        response = client.open(route.address, method=route.method, environ_overrides=environ, buffered=True)
        most = 0 if told else route.largest + _READ_AHEAD
        if body.taken > most or not (400 <= response.status_code < 500 or body.taken == 0):
            wrong.append((route.method, route.address, response.status_code, body.taken))
    assert wrong == []


def test_there_are_routes_of_every_kind(routes: tuple[Route, ...]) -> None:
    assert {route.needs.access for route in routes} == {Access(kind) for kind in Access}
    assert {route.method for route in routes} == _CHANGING
    assert len(routes) > 40
    assert any(route.largest > LIMIT for route in routes)


@pytest.mark.parametrize("told", [True, False], ids=["with a length", "in chunks"])
@pytest.mark.parametrize("address", ["/api/v1/questions", "/api/v1/feedback", "/teams/webhook"])
def test_a_program_is_told_so_in_problem_details(client: FlaskClient, address: str, told: bool) -> None:
    length = {"CONTENT_LENGTH": str(LARGEST_BODY + 1)} if told else {"wsgi.input_terminated": True}
    environ = {"wsgi.input": Endless(b'{"'), "CONTENT_TYPE": "application/json", **length}
    response = client.post(address, environ_overrides=environ)
    assert (response.status_code, response.content_type) == (413, MEDIA_TYPE)
    assert response.get_json()["status"] == 413
