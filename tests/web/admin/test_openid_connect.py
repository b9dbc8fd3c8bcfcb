"""Login by OpenID Connect, against an issuer that runs for the test."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from flask.testing import FlaskClient
from joserfc.jwk import RSAKey
from pydantic import SecretStr, ValidationError
from werkzeug.test import TestResponse

from index.encoder import Encoder
from tests.web.admin.desk import LOGIN, Desk, made, post
from tests.web.admin.issuer import CLIENT, SECRET, Issuer, running, signed_otherwise
from web.admin.access import SECRET as SESSION_SECRET
from web.admin.settings import AdminSettings
from web.records.audit import Action
from web.records.identities import Identities, Identity
from web.records.roles import Role
from web.settings import Settings

START = f"{LOGIN}/oidc"
EMAIL = "anna.berg@exempel.se"


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    with running() as issuer:
        yield issuer


@pytest.fixture
def desk(tmp_path: Path, published_var: Path, default_encoder: Encoder, issuer: Issuer) -> Iterator[Desk]:
    """A service that trusts the issuer."""
    settings = Settings(
        var_dir=tmp_path / "var",
        rate_limits=False,
        public_url="https://boten.exempel.se",
        oidc_issuer=issuer.address,
        oidc_client_id=CLIENT,
        oidc_client_secret=SecretStr(SECRET),
        oidc_editor_groups="redaktion, informatörer",
        oidc_administrator_groups="förvaltare",
    )
    with made(settings, published_var, default_encoder) as desk:
        yield desk


@pytest.fixture
def client(desk: Desk) -> FlaskClient:
    return desk.app.test_client()


def _away(client: FlaskClient, onwards: str = "") -> str:
    """The address at the service to which the issuer sends the browser back."""
    there = client.get(START, query_string={"vidare": onwards}).location
    back = requests.get(there, allow_redirects=False, timeout=5).headers["Location"]
    assert back.startswith("https://boten.exempel.se/admin/logga-in/oidc/svar?")
    return back.removeprefix("https://boten.exempel.se")


def _log_in(client: FlaskClient, onwards: str = "") -> TestResponse:
    return client.get(_away(client, onwards))


def _refused(desk: Desk, response: TestResponse, told: str) -> None:
    assert response.status_code == 422
    assert told in response.text
    assert "<title>Fel: Logga in" in response.text
    assert desk.app.test_client().get("/admin").status_code == 303


def test_a_member_of_a_group_gets_an_account_and_comes_to_the_page_that_was_asked_for(
    desk: Desk, client: FlaskClient
) -> None:
    assert START in client.get(LOGIN).text
    assert _log_in(client, "/admin/mitt-konto").location == "/admin/mitt-konto"
    assert EMAIL in client.get("/admin/mitt-konto").text
    account = desk.parts.accounts.by_email(EMAIL)
    assert account is not None
    assert (account.role, account.has_password) == (Role.EDITOR, False)
    told = [(line.actor, line.action, line.detail) for line in desk.parts.audit.lines()]
    assert told == [(EMAIL, Action.LOGIN, "OpenID Connect"), ("OpenID Connect", Action.ACCOUNT_CREATED, "redaktör")]


def test_the_browser_is_sent_with_state_nonce_and_a_challenge(client: FlaskClient, issuer: Issuer) -> None:
    there = client.get(START).location
    assert there.startswith(f"{issuer.address}/authorize?")
    asked = parse_qs(urlsplit(there).query)
    assert asked["scope"] == ["openid email profile"]
    assert asked["code_challenge_method"] == ["S256"]
    assert all(len(asked[name][0]) >= 20 for name in ("state", "nonce", "code_challenge"))


def test_no_token_of_the_issuer_is_sent_to_the_browser(client: FlaskClient) -> None:
    assert _log_in(client).status_code == 303
    with client.session_transaction(path="/admin") as session:
        assert set(session) <= {SESSION_SECRET, "csrf_token", "_flashes"}


def test_the_groups_decide_the_role_each_time(desk: Desk, client: FlaskClient, issuer: Issuer) -> None:
    for group, role in (("förvaltare", Role.ADMINISTRATOR), ("informatörer", Role.EDITOR)):
        desk.account("chef@exempel.se", Role.ADMINISTRATOR)
        issuer.person["groups"] = [group]
        _log_in(client)
        account = desk.parts.accounts.by_email(EMAIL)
        assert account is not None
        assert account.role is role
    assert "administratör → redaktör" in {line.detail for line in desk.parts.audit.lines()}


def test_an_account_with_the_address_is_used(desk: Desk, client: FlaskClient) -> None:
    account = desk.account(EMAIL, Role.EDITOR)
    _log_in(client)
    assert [found.id for found in desk.parts.accounts.all()] == [account]


def test_the_account_follows_the_person_to_a_new_address(desk: Desk, client: FlaskClient, issuer: Issuer) -> None:
    _log_in(client)
    account = desk.parts.accounts.by_email(EMAIL)
    issuer.person["email"] = "anna.dal@exempel.se"
    _log_in(client)
    [moved] = desk.parts.accounts.all()
    assert account is not None
    assert (moved.id, moved.email, moved.linked) == (account.id, "anna.dal@exempel.se", True)
    assert f"ny adress, förut {EMAIL}" in {line.detail for line in desk.parts.audit.lines()}


def test_a_new_address_that_somebody_has_is_not_taken(desk: Desk, client: FlaskClient, issuer: Issuer) -> None:
    _log_in(client)
    desk.account("anna.dal@exempel.se", Role.ADMINISTRATOR)
    issuer.person["email"] = "anna.dal@exempel.se"
    assert _log_in(client).status_code == 303
    assert EMAIL in client.get("/admin/mitt-konto").text


def test_somebody_else_with_the_same_address_is_refused_until_the_account_is_unlinked(
    desk: Desk, client: FlaskClient, issuer: Issuer
) -> None:
    _log_in(client)
    issuer.person["sub"] = "4712"
    _refused(desk, _log_in(desk.app.test_client()), "hör till någon annan")
    [account] = desk.parts.accounts.all()
    chief = desk.logged_in(Role.ADMINISTRATOR)
    page = f"/admin/konton/{account.id}"
    assert post(chief, f"{page}/koppla-loss", of=page).status_code == 303
    assert "Koppla loss kontot" not in chief.get(page).text
    assert _log_in(desk.app.test_client()).location == "/admin"


def test_a_person_of_an_issuer_that_is_trusted_no_more_keeps_nobody_out(desk: Desk, client: FlaskClient) -> None:
    account = desk.account(EMAIL, Role.EDITOR)
    Identities(desk.parts.records).bind(account, Identity("https://forra.exempel.se", "4711"))
    assert _log_in(client).location == "/admin"


def test_who_is_known_and_not_let_in_is_in_the_log(desk: Desk, client: FlaskClient, issuer: Issuer) -> None:
    desk.parts.accounts.change(desk.account(EMAIL, Role.EDITOR), active=False)
    _log_in(client)
    issuer.person |= {"sub": "4712", "email": "okand@exempel.se", "groups": []}
    _log_in(client)
    told = [(line.actor, line.action, line.subject) for line in desk.parts.audit.lines()]
    refused = Action.LOGIN_REFUSED
    assert told == [("okänd", refused, "adress utan konto"), ("okänd", refused, EMAIL)]


def test_groups_that_only_userinfo_tells_are_asked_for_there(client: FlaskClient, issuer: Issuer) -> None:
    del issuer.person["groups"]
    issuer.in_userinfo = {"groups": "redaktion"}
    assert _log_in(client).location == "/admin"


def test_userinfo_about_somebody_else_is_refused(desk: Desk, client: FlaskClient, issuer: Issuer) -> None:
    del issuer.person["groups"]
    issuer.in_userinfo = {"sub": "annan", "groups": ["redaktion"]}
    _refused(desk, _log_in(client), "gick inte att kontrollera")


@pytest.mark.parametrize(
    ("person", "told"),
    [
        ({"groups": ["alla"]}, "inte behörighet"),
        ({"groups": []}, "inte behörighet"),
        ({"groups": {"redaktion": True}}, "inte behörighet"),
        ({"email_verified": False}, "inte bekräftad"),
        ({"email_verified": "true"}, "inte bekräftad"),
        ({"email": "anna"}, "ingen e-postadress"),
    ],
)
def test_somebody_without_a_group_or_a_verified_address_is_refused(
    desk: Desk, client: FlaskClient, issuer: Issuer, person: dict[str, Any], told: str
) -> None:
    issuer.person |= person
    _refused(desk, _log_in(client), told)
    assert desk.parts.accounts.all() == ()


@pytest.mark.parametrize(
    "bent", [{"nonce": "annan"}, {"aud": "någon annan"}, {"iss": "https://ond.example"}, {"exp": 1}, {"sub": None}]
)
def test_a_token_that_is_not_for_this_login_is_refused(
    desk: Desk, client: FlaskClient, issuer: Issuer, bent: dict[str, Any]
) -> None:
    issuer.bend = lambda claims: claims.update(bent)
    _refused(desk, _log_in(client), "gick inte att kontrollera")


def test_a_token_signed_with_another_key_is_refused(desk: Desk, client: FlaskClient, issuer: Issuer) -> None:
    issuer.signing = RSAKey.generate_key(2048, {"kid": "a"})
    _refused(desk, _log_in(client), "gick inte att kontrollera")


@pytest.mark.parametrize("algorithm", ["none", "None", "HS256"])
@pytest.mark.parametrize("known", ["nothing", "public key", "secret"])
def test_a_token_that_chooses_another_way_to_be_signed_is_refused(
    desk: Desk, client: FlaskClient, issuer: Issuer, algorithm: str, known: str
) -> None:
    keys = {"nothing": b"", "public key": issuer.key.as_pem(private=False), "secret": SECRET.encode()}
    for header in ({"alg": algorithm, "kid": "a"}, {"alg": algorithm, "jku": f"{issuer.address}/other"}):
        issuer.sign = lambda claims, header=header: signed_otherwise(header, claims, keys[known])
        _refused(desk, _log_in(client), "gick inte att kontrollera")


@pytest.mark.parametrize("moved", ["/.well-known/openid-configuration", "/keys", "/token"])
def test_nobody_is_asked_whom_the_issuer_points_at(client: FlaskClient, issuer: Issuer, moved: str) -> None:
    issuer.moved = moved
    first = client.get(START)
    refused = first if first.status_code == 422 else _log_in(client)
    assert refused.status_code == 422
    assert issuer.asked_elsewhere == []


def test_an_issuer_that_calls_itself_something_else_is_refused(desk: Desk, client: FlaskClient, issuer: Issuer) -> None:
    back = _away(client)
    issuer.announced = "https://ond.example"
    _refused(desk, client.get(back), "gick inte att kontrollera")


def test_an_answer_to_a_login_that_this_browser_did_not_begin_is_refused(desk: Desk, client: FlaskClient) -> None:
    back = _away(client)
    _refused(desk, desk.app.test_client().get(back), "Börja om")
    assert client.get(back).location == "/admin"
    _refused(desk, client.get(back), "Börja om")


def test_who_breaks_off_at_the_issuer_may_begin_again(desk: Desk, client: FlaskClient) -> None:
    _refused(desk, client.get(f"{START}/svar?error=access_denied&state=x"), "Börja om")
    _refused(desk, client.get(f"{START}/svar"), "Börja om")


def test_a_closed_account_is_refused(desk: Desk, client: FlaskClient) -> None:
    desk.parts.accounts.change(desk.account(EMAIL, Role.EDITOR), active=False)
    _refused(desk, _log_in(client), "avstängt")


def test_the_last_administrator_is_not_demoted_by_a_group(desk: Desk, client: FlaskClient) -> None:
    desk.account(EMAIL, Role.ADMINISTRATOR)
    _refused(desk, _log_in(client), "sista administratören")
    account = desk.parts.accounts.by_email(EMAIL)
    assert account is not None
    assert account.role is Role.ADMINISTRATOR


def test_an_issuer_that_does_not_answer_is_told(tmp_path: Path, published_var: Path, default_encoder: Encoder) -> None:
    settings = Settings(
        var_dir=tmp_path,
        oidc_issuer="http://127.0.0.1:9",
        oidc_client_id=CLIENT,
        oidc_client_secret=SecretStr(SECRET),
        oidc_editor_groups="redaktion",
    )
    with made(settings, published_var, default_encoder) as desk:
        _refused(desk, desk.app.test_client().get(START), "svarar inte just nu")


def test_half_a_configuration_is_refused() -> None:
    with pytest.raises(ValidationError, match="BOT_OIDC_CLIENT_ID"):
        AdminSettings(oidc_issuer="https://inlogg.exempel.se")
    with pytest.raises(ValidationError, match="GROUPS"):
        AdminSettings(
            oidc_issuer="https://inlogg.exempel.se", oidc_client_id=CLIENT, oidc_client_secret=SecretStr(SECRET)
        )
