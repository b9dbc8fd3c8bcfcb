"""Every route of the application says what it needs, and is refused to whoever does not have it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pydantic import SecretStr
from werkzeug.test import TestResponse

from index.encoder import Encoder
from tests.web.addresses import address_of
from tests.web.admin.desk import LOGIN, Desk, csrf, made
from web.access import Access, Needs, needs_of
from web.admin.cookie import NAME
from web.problems import MEDIA_TYPE
from web.records.roles import Role
from web.records.sessions import Sessions
from web.settings import Settings

READING = {"GET", "HEAD", "OPTIONS"}
SIGNED = {"/teams/webhook", "/metrics"}
FOR_ADMINISTRATORS = (
    "/admin/konton",
    "/admin/nycklar",
    "/admin/logg",
    "/admin/innehall",
    "/api/v1/admin/accounts",
    "/api/v1/admin/tokens",
    "/api/v1/admin/audit",
    "/api/v1/admin/content",
)
LOGIN_PAGES = {LOGIN, f"{LOGIN}/oidc", f"{LOGIN}/oidc/svar"}


@dataclass(frozen=True, slots=True)
class Call:
    """A way to call a route."""

    method: str
    address: str
    needs: Needs

    def by(self, client: FlaskClient, csrf_token: str = "", authorization: str = "") -> TestResponse:
        headers = {"X-CSRFToken": csrf_token, "Authorization": authorization}
        given = {name: value for name, value in headers.items() if value}
        return client.open(self.address, method=self.method, headers=given, buffered=True)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, published_var: Path, default_encoder: Encoder) -> Iterator[Desk]:
    """The service with everything that settings can turn on."""
    settings = Settings(
        var_dir=tmp_path_factory.mktemp("routes"),
        rate_limits=False,
        teams_tokens=SecretStr("c2VjcmV0LW9mLXRoZS10ZWFtLWluLXRlc3Q="),
        metrics_token=SecretStr("a-token-for-the-figures"),
        oidc_issuer="http://127.0.0.1:9",
        oidc_client_id="boten",
        oidc_client_secret=SecretStr("hemlig"),
        oidc_editor_groups="redaktion",
    )
    with made(settings, published_var, default_encoder) as desk:
        yield desk


@pytest.fixture(scope="module")
def calls(desk: Desk) -> tuple[Call, ...]:
    """Every method of every route, with a made-up value for what varies in its address."""
    return tuple(_calls(desk.app))


def _calls(app: Flask) -> Iterator[Call]:
    for rule in app.url_map.iter_rules():
        needs = needs_of(app, rule.endpoint)
        assert needs is not None, f"{rule.rule} declares nothing"
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield Call(method, address_of(app, rule), needs)


def _below(address: str, start: str) -> bool:
    return address == start or address.startswith(f"{start}/")


def _of(calls: tuple[Call, ...], access: Access) -> list[Call]:
    return [call for call in calls if call.needs.access is access]


def test_what_is_below_admin_needs_a_session_or_a_token_and_nothing_else_does(calls: tuple[Call, ...]) -> None:
    for call in calls:
        if call.address in LOGIN_PAGES:
            assert call.needs.access is Access.LOGIN, call
        elif _below(call.address, "/admin"):
            assert call.needs.access is Access.SESSION, call
        elif _below(call.address, "/api/v1/admin"):
            assert call.needs.access is Access.TOKEN, call
        else:
            assert call.needs == Needs(Access.SIGNED if call.address in SIGNED else Access.PUBLIC), call


def test_accounts_keys_content_and_the_log_are_for_administrators(calls: tuple[Call, ...]) -> None:
    found = [call for call in calls if any(_below(call.address, start) for start in FOR_ADMINISTRATORS)]
    assert {call.needs.role for call in found} == {Role.ADMINISTRATOR}


def test_what_makes_an_index_live_or_a_document_gone_is_for_administrators(calls: tuple[Call, ...]) -> None:
    ends = ("/publicera", "/tillbaka", "/aterkalla", "/publish", "/rollback", "/withdraw")
    found = [call for call in calls if call.address.endswith(ends)]
    assert {call.needs.role for call in found} == {Role.ADMINISTRATOR}
    assert len({call.address for call in found}) == len(ends)


def test_a_page_without_a_session_leads_to_the_login(desk: Desk, calls: tuple[Call, ...]) -> None:
    client = desk.app.test_client()
    token = csrf(client, LOGIN)
    pages = _of(calls, Access.SESSION)
    assert pages
    for call in pages:
        response = call.by(client, token)
        assert response.status_code == 303, call
        assert response.location.startswith(LOGIN), call


def test_a_page_with_an_expired_session_leads_to_the_login(desk: Desk, calls: tuple[Call, ...]) -> None:
    a_week_ago = datetime.now(UTC) - timedelta(days=7)
    account = desk.account("chef@exempel.se", Role.ADMINISTRATOR)
    secret = Sessions(desk.parts.records, lambda: a_week_ago).open(account)
    for call in _of(calls, Access.SESSION):
        assert call.by(desk.with_secret(secret)).location.startswith(LOGIN), call


def test_what_changes_something_is_refused_without_the_token_of_a_form(desk: Desk, calls: tuple[Call, ...]) -> None:
    client, other = desk.logged_in(Role.ADMINISTRATOR), desk.app.test_client()
    pages = [call for call in _of(calls, Access.SESSION) + _of(calls, Access.LOGIN) if call.method not in READING]
    assert pages
    for call in pages:
        assert call.by(client).status_code == 400, call
        assert call.by(client, csrf(other, LOGIN)).status_code == 400, call


def test_an_editor_is_refused_what_is_for_administrators(desk: Desk, calls: tuple[Call, ...]) -> None:
    client = desk.logged_in(Role.EDITOR)
    token, pages = csrf(client, "/admin"), _of(calls, Access.SESSION)
    assert pages
    for call in pages:
        if call.needs.role is Role.ADMINISTRATOR:
            assert call.by(client, token).status_code == 403, call


def test_a_script_is_refused_without_a_valid_token(desk: Desk, calls: tuple[Call, ...]) -> None:
    expired, browser = desk.token(Role.ADMINISTRATOR, days=-1), desk.logged_in(Role.ADMINISTRATOR)
    scripts = _of(calls, Access.TOKEN)
    assert scripts
    for call in scripts:
        for client, given in (
            (desk.app.test_client(), ""),
            (desk.app.test_client(), "Bearer "),
            (desk.app.test_client(), "Bearer jbot_unknown"),
            (desk.app.test_client(), f"Bearer {expired}"),
            (desk.app.test_client(), f"Basic {desk.token(Role.ADMINISTRATOR)}"),
            (browser, ""),
        ):
            response = call.by(client, authorization=given)
            assert (response.status_code, response.content_type) == (401, MEDIA_TYPE), (call, given)


def test_a_script_with_the_wrong_role_is_refused(desk: Desk, calls: tuple[Call, ...]) -> None:
    given = f"Bearer {desk.token(Role.EDITOR)}"
    for call in _of(calls, Access.TOKEN):
        if call.needs.role is Role.ADMINISTRATOR:
            response = call.by(desk.app.test_client(), authorization=given)
            assert (response.status_code, response.content_type) == (403, MEDIA_TYPE), call


def test_what_is_open_or_signed_neither_sets_nor_reads_a_cookie(desk: Desk, calls: tuple[Call, ...]) -> None:
    client = desk.logged_in(Role.ADMINISTRATOR)
    held = client.get_cookie(NAME)
    assert held is not None
    for call in _of(calls, Access.PUBLIC) + _of(calls, Access.SIGNED):
        for response in (call.by(client), call.by(desk.app.test_client())):
            assert "Set-Cookie" not in response.headers, call
            assert "Cookie" not in response.headers.get("Vary", ""), call


def test_what_is_refused_leaves_no_line_in_the_log(desk: Desk, calls: tuple[Call, ...]) -> None:
    client, before = desk.logged_in(Role.ADMINISTRATOR), desk.parts.audit.lines()
    for call in calls:
        if call.needs.access in {Access.SESSION, Access.TOKEN} and call.method not in READING:
            call.by(client)
            call.by(desk.app.test_client())
    assert desk.parts.audit.lines() == before


def test_a_route_below_admin_that_declares_nothing_is_refused(
    tmp_path: Path, published_var: Path, default_encoder: Encoder
) -> None:
    with made(Settings(var_dir=tmp_path), published_var, default_encoder) as desk:
        desk.app.add_url_rule("/admin/glomd", "forgotten", lambda: "hemligt")
        desk.app.add_url_rule("/api/v1/admin/glomd", "forgotten_too", lambda: "hemligt")
        for address in ("/admin/glomd", "/api/v1/admin/glomd"):
            assert desk.logged_in(Role.ADMINISTRATOR).get(address).status_code == 403
