"""Logging in and out: the cookie, the session behind it, and what is refused."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.web.admin.desk import LOGIN, PASSWORD, Desk, cookie_of, csrf, log_in, post
from web.admin.logins import Logins, RefusedLoginError, TooManyFailuresError
from web.admin.parts import AdminParts
from web.admin.passwords import Passwords
from web.app import create_app
from web.problems import MEDIA_TYPE
from web.records.database import Records, default_url
from web.records.login_failures import LoginFailures
from web.records.roles import Role

EMAIL = "chef@exempel.se"
WRONG = "E-postadressen eller lösenordet stämmer inte."


@pytest.fixture
def client(desk: Desk) -> FlaskClient:
    """A browser of someone who has an account and is not logged in."""
    desk.account(EMAIL, Role.ADMINISTRATOR)
    return desk.app.test_client()


def test_who_logs_in_comes_to_the_page_that_was_asked_for(client: FlaskClient) -> None:
    asked = client.get("/admin/logg?ord=a")
    assert asked.location == f"{LOGIN}?vidare=/admin/logg?ord%3Da"
    response = log_in(client, " CHEF@exempel.se ", onwards="/admin/logg?ord=a")
    assert (response.status_code, response.location) == (303, "/admin/logg?ord=a")
    assert client.get("/admin").status_code == 200


@pytest.mark.parametrize(
    "onwards",
    [
        "https://ond.example/admin",
        "//ond.example/admin",
        "/\\ond.example",
        "/admin\\..",
        "javascript:1",
        "/kallor",
        LOGIN,
    ],
)
def test_nobody_is_sent_elsewhere_by_logging_in(client: FlaskClient, onwards: str) -> None:
    assert log_in(client, EMAIL, onwards=onwards).location == "/admin"


def test_the_cookie_is_for_this_host_only_and_out_of_reach_of_scripts(client: FlaskClient) -> None:
    given = log_in(client, EMAIL).headers["Set-Cookie"]
    assert given.startswith("__Host-jamstalldhetsbot=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(given.split("; "))
    assert "Domain" not in given


def test_a_login_gives_a_new_session_and_the_old_one_ends(desk: Desk, client: FlaskClient) -> None:
    first = csrf(client, LOGIN)
    log_in(client, EMAIL)
    before = cookie_of(client)
    assert csrf(client, "/admin") != first
    log_in(client, EMAIL)
    assert cookie_of(client) != before
    stale = desk.app.test_client()
    stale.set_cookie("__Host-jamstalldhetsbot", before or "", secure=True, path="/")
    assert stale.get("/admin").status_code == 303


def test_an_address_without_an_account_is_refused_in_the_same_words(client: FlaskClient) -> None:
    pages = [log_in(client, email, "fel lösenord, fast långt") for email in (EMAIL, "ingen@exempel.se", "")]
    assert {page.status_code for page in pages} == {422}
    assert all(WRONG in page.text for page in pages)
    assert all("<title>Fel: Logga in" in page.text for page in pages)
    assert all('aria-describedby="epost-error' in page.text for page in pages)


def test_after_five_failures_even_the_right_password_must_wait(client: FlaskClient) -> None:
    for email in (EMAIL, "ingen@exempel.se"):
        statuses = [log_in(client, email, "fel lösenord, fast långt").status_code for _ in range(6)]
        assert statuses == [422] * 5 + [429]
    assert log_in(client, EMAIL).status_code == 429


def test_a_closed_account_is_refused(desk: Desk, client: FlaskClient) -> None:
    account = desk.account("skribent@exempel.se", Role.EDITOR)
    desk.parts.accounts.change(account, active=False)
    assert log_in(client, "skribent@exempel.se").status_code == 422


def test_logging_out_ends_the_session_and_not_only_the_cookie(desk: Desk, client: FlaskClient) -> None:
    log_in(client, EMAIL)
    kept = cookie_of(client) or ""
    assert post(client, "/admin/logga-ut").location == LOGIN
    assert client.get("/admin").status_code == 303
    thief = desk.app.test_client()
    thief.set_cookie("__Host-jamstalldhetsbot", kept, secure=True, path="/")
    assert thief.get("/admin").status_code == 303


def test_logging_out_everywhere_ends_every_session_of_the_account_only(desk: Desk) -> None:
    here, there, other = (desk.logged_in(role) for role in (Role.EDITOR, Role.EDITOR, Role.ADMINISTRATOR))
    post(here, "/admin/logga-ut-overallt")
    assert [client.get("/admin").status_code for client in (here, there, other)] == [303, 303, 200]


def test_logins_and_logouts_are_in_the_log(desk: Desk, client: FlaskClient) -> None:
    log_in(client, EMAIL)
    post(client, "/admin/logga-ut")
    lines = desk.parts.audit.lines()
    assert [(line.actor, line.action) for line in lines] == [(EMAIL, "loggade ut"), (EMAIL, "loggade in")]


def test_no_page_may_be_kept_by_the_browser(client: FlaskClient) -> None:
    for response in (client.get(LOGIN), log_in(client, EMAIL), client.get("/admin")):
        assert response.headers["Cache-Control"] == "no-store"


class _Clock:
    def __init__(self) -> None:
        self.at = datetime(2024, 5, 6, 7, 8, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def slow(desk: Desk) -> tuple[Logins, _Clock]:
    """Logins with a clock that a test moves."""
    clock = _Clock()
    desk.account(EMAIL, Role.ADMINISTRATOR)
    parts = replace(desk.parts, failures=LoginFailures(desk.parts.records, clock.now), passwords=Passwords(8))
    return Logins(parts), clock


def _fail(logins: Logins, client: str, email: str = EMAIL) -> None:
    with pytest.raises(RefusedLoginError):
        logins.by_password(email, "fel lösenord, fast långt", client)


def test_the_wait_is_over_after_a_minute_and_grows_with_the_failures(slow: tuple[Logins, _Clock]) -> None:
    logins, clock = slow
    for _ in range(5):
        _fail(logins, "192.0.2.1")
    with pytest.raises(TooManyFailuresError):
        logins.by_password(EMAIL, PASSWORD, "192.0.2.1")
    clock.at += timedelta(minutes=1)
    for _ in range(5):
        _fail(logins, "192.0.2.1")
    clock.at += timedelta(minutes=1)
    with pytest.raises(TooManyFailuresError):
        logins.by_password(EMAIL, PASSWORD, "192.0.2.1")
    clock.at += timedelta(minutes=14)
    assert logins.by_password(EMAIL, PASSWORD, "192.0.2.1")


def test_the_owner_elsewhere_is_not_kept_out_by_the_failures_of_one_client(slow: tuple[Logins, _Clock]) -> None:
    logins, _ = slow
    for _ in range(8):
        _fail(logins, "192.0.2.1")
    assert logins.by_password(EMAIL, PASSWORD, "198.51.100.7")


def test_a_client_that_tries_many_accounts_is_slowed_down(slow: tuple[Logins, _Clock]) -> None:
    logins, _ = slow
    for number in range(10):
        _fail(logins, "192.0.2.1", f"person{number}@exempel.se")
    with pytest.raises(TooManyFailuresError):
        logins.by_password(EMAIL, PASSWORD, "192.0.2.1")


def test_a_hash_with_other_parameters_is_made_anew_by_a_login(desk: Desk) -> None:
    account = desk.parts.accounts.create("van@exempel.se", Role.EDITOR, Passwords(8).hash(PASSWORD))
    log_in(desk.app.test_client(), "van@exempel.se")
    kept = desk.parts.accounts.password_hash(account.id)
    assert kept is not None
    assert not desk.parts.passwords.outdated(kept)
    assert desk.parts.passwords.verify(kept, PASSWORD)


def test_a_service_without_records_has_no_such_pages(desk: Desk) -> None:
    without = replace(desk.parts.service, records=None)
    assert create_app(without).test_client().get(LOGIN).status_code == 404
    with pytest.raises(ValueError, match="records"):
        AdminParts.of(without)


def test_a_database_that_is_away_is_told_to_people_and_to_scripts(desk: Desk, client: FlaskClient) -> None:
    token = desk.token(Role.EDITOR)
    with closing(Records.connect("postgresql://127.0.0.1:1/borta")) as away:
        elsewhere = create_app(replace(desk.parts.service, records=away)).test_client()
        page = log_in(elsewhere, EMAIL)
        assert (page.status_code, "Databasen svarar inte" in page.text) == (503, True)
        call = elsewhere.get("/api/v1/admin/documents", headers={"Authorization": f"Bearer {token}"})
        assert (call.status_code, call.content_type) == (503, MEDIA_TYPE)


def test_nothing_secret_is_kept_in_the_database(desk: Desk, client: FlaskClient, tmp_path: Path) -> None:
    log_in(client, EMAIL)
    log_in(client, "hemlig.person@exempel.se", "fel lösenord, fast långt")
    with client.session_transaction(path="/admin") as session:
        secret = session["secret"]
    Records.open(default_url(desk.parts.settings.var_dir)).forget_deleted()
    kept = b"".join(path.read_bytes() for path in (tmp_path / "var").glob("records.db*"))
    for word in (PASSWORD, secret, "hemlig.person", "127.0.0.1"):
        assert word.encode() not in kept


def test_many_who_log_in_from_one_place_do_not_keep_each_other_out(client: FlaskClient) -> None:
    assert {log_in(client, EMAIL).status_code for _ in range(15)} == {303}
