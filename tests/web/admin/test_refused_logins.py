"""Refused logins in the log: of accounts by name, of everything else without a word of what was typed."""

from flask.testing import FlaskClient

from tests.web.admin.desk import Desk, log_in
from web.admin.refused_logins import MOST_AN_HOUR, RefusedLogins
from web.records.audit import Action, AuditLine
from web.records.roles import Role

EMAIL = "chef@exempel.se"
WRONG = "fel lösenord, fast långt"


def _refused(desk: Desk) -> list[AuditLine]:
    return [line for line in desk.parts.audit.lines(200) if line.action == Action.LOGIN_REFUSED]


def _fail(client: FlaskClient, email: str, times: int = 1) -> None:
    for _ in range(times):
        log_in(client, email, WRONG)


def test_the_first_failure_and_every_few_after_it_are_told(desk: Desk) -> None:
    desk.account(EMAIL, Role.ADMINISTRATOR)
    _fail(desk.app.test_client(), EMAIL.upper(), times=8)
    told = [(line.actor, line.subject, line.detail) for line in _refused(desk)]
    assert told == [
        ("okänd", EMAIL, "fel lösenord, försök nummer 5 den senaste timmen"),
        ("okänd", EMAIL, "fel lösenord, försök nummer 1 den senaste timmen"),
    ]


def test_what_has_no_account_is_told_as_often_and_not_named(desk: Desk) -> None:
    for typed in ("hemlig.person@exempel.se", "mitt hemliga lösenord"):
        _fail(desk.app.test_client(), typed)
    assert [line.subject for line in _refused(desk)] == ["adress utan konto"] * 2
    assert "hemlig" not in "".join(f"{line.subject}{line.detail}" for line in _refused(desk))


def test_a_closed_account_is_told_as_closed(desk: Desk) -> None:
    desk.parts.accounts.change(desk.account("skribent@exempel.se", Role.EDITOR), active=False)
    log_in(desk.app.test_client(), "skribent@exempel.se")
    assert [line.detail for line in _refused(desk)] == ["kontot är avstängt, försök nummer 1 den senaste timmen"]


def test_however_many_are_refused_the_log_can_be_read(desk: Desk) -> None:
    refused = RefusedLogins(desk.parts)
    for _ in range(MOST_AN_HOUR + 5):
        refused.by_provider("", "inte behörig")
    lines = _refused(desk)
    assert len(lines) == MOST_AN_HOUR
    assert [line.detail.endswith("den närmaste timmen.") for line in lines[:2]] == [True, False]


def test_only_administrators_read_them(desk: Desk, editor: FlaskClient, administrator: FlaskClient) -> None:
    desk.account("utan.session@exempel.se", Role.EDITOR)
    _fail(desk.app.test_client(), "utan.session@exempel.se")
    assert "utan.session@exempel.se" in administrator.get("/admin/logg").text
    assert editor.get("/admin/logg").status_code == 403
    assert "utan.session@exempel.se" not in editor.get("/admin").text
