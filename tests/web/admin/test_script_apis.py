"""Accounts, keys, golden questions, content, the log and what people ask, as scripts keep them."""

from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from bot.answer import Status
from tests.web.admin.desk import PASSWORD, Desk, log_in
from web.problems import MEDIA_TYPE
from web.records.asked import Asked, Channel, Handling, Questions
from web.records.audit import Action
from web.records.feedback import FeedbackRecords
from web.records.identities import Identities, Identity
from web.records.roles import Role

NEW = "ny@exempel.se"
LINES = [{"number": "112", "name": "SOS Alarm", "need": "danger"}]


class Script:
    """Calls addresses with a key of a role."""

    def __init__(self, desk: Desk, role: Role = Role.ADMINISTRATOR) -> None:
        self._client: FlaskClient = desk.app.test_client()
        self._headers = {"Authorization": f"Bearer {desk.token(role)}"}

    def __call__(self, method: str, path: str, body: Any = None, **more: Any) -> TestResponse:
        sent = {} if body is None else {"json": body}
        return self._client.open(f"/api/v1/admin{path}", method=method, headers=self._headers, **sent, **more)


@pytest.fixture
def script(desk: Desk) -> Script:
    return Script(desk)


def _refused(response: TestResponse) -> dict[str, str]:
    """What is wrong, by field."""
    assert (response.status_code, response.content_type) == (422, MEDIA_TYPE)
    told = response.get_json()
    assert told["title"] == "Uppgifterna går inte att använda"
    return {one["field"]: one["message"] for one in told["errors"]}


def test_an_account_is_created_changed_and_logs_in(desk: Desk, script: Script) -> None:
    made = script("POST", "/accounts", {"email": "Ny@Exempel.se", "role": "redaktör", "password": PASSWORD})
    assert made.status_code == 201
    account = made.get_json()
    assert (account["email"], account["role"], account["active"]) == (NEW, "redaktör", True)
    assert "password" not in made.text.replace("has_password", "")
    assert log_in(desk.app.test_client(), NEW).status_code == 303
    address = f"/accounts/{account['id']}"
    changed = script("PATCH", address, {"role": "administratör", "active": False}).get_json()
    assert (changed["role"], changed["active"]) == ("administratör", False)
    assert log_in(desk.app.test_client(), NEW).status_code == 422
    other = "segelbåt rabarber kyrkklocka"
    assert script("PATCH", address, {"active": True, "password": other}).status_code == 200
    assert log_in(desk.app.test_client(), NEW, other).status_code == 303
    assert NEW in {one["email"] for one in script("GET", "/accounts").get_json()["accounts"]}
    deeds = [line.action for line in desk.parts.audit.lines() if line.actor.startswith("token ")]
    assert deeds.count(Action.ACCOUNT_CHANGED) == 2


def test_an_account_is_unlinked(desk: Desk, script: Script) -> None:
    account = desk.account(NEW, Role.EDITOR)
    Identities(desk.parts.records).bind(account, Identity("https://inlogg.exempel.se", "4711"))
    assert script("PATCH", f"/accounts/{account}", {"linked": False}).get_json()["linked"] is False
    assert _refused(script("PATCH", f"/accounts/{account}", {"linked": True}))


def test_a_change_that_cannot_be_made_whole_is_not_made_at_all(desk: Desk, script: Script) -> None:
    account = desk.account(NEW, Role.EDITOR)
    response = script("PATCH", f"/accounts/{account}", {"role": "administratör", "password": "kort"})
    assert "för kort" in _refused(response)["password"]
    found = desk.parts.accounts.by_email(NEW)
    assert found is not None
    assert found.role is Role.EDITOR


def test_the_last_administrator_and_an_address_in_use_are_kept(desk: Desk, script: Script) -> None:
    account = desk.account(NEW, Role.ADMINISTRATOR)
    assert script("PATCH", f"/accounts/{account}", {"active": False}).status_code == 409
    assert script("POST", "/accounts", {"email": NEW, "role": "redaktör"}).status_code == 409
    assert script("PATCH", "/accounts/999", {"active": False}).status_code == 404


@pytest.mark.parametrize(
    ("body", "field", "told"),
    [
        ({"email": "ingen", "role": "redaktör"}, "email", "Skriv en e-postadress"),
        ({"email": NEW, "role": "chef"}, "role", "inte ett av dem"),
        ({"email": NEW, "role": "redaktör", "password": "lösenord12345678"}, "password", "lätt att gissa"),
        ({"email": NEW}, "role", "saknas"),
        ({"email": NEW, "role": "redaktör", "admin": True}, "admin", "finns inte"),
        ({"email": 1, "role": "redaktör"}, "email", "vara en text"),
    ],
)
def test_what_is_wrong_with_an_account_is_told_by_field(
    script: Script, body: dict[str, Any], field: str, told: str
) -> None:
    assert told in _refused(script("POST", "/accounts", body))[field]


@pytest.mark.parametrize(("data", "kind", "status"), [(b"[", "application/json", 400), (b"a=1", "text/plain", 415)])
def test_what_is_no_json_is_refused(script: Script, data: bytes, kind: str, status: int) -> None:
    assert script("POST", "/tokens", data=data, content_type=kind).status_code == status


def test_a_key_is_made_used_and_revoked(desk: Desk, script: Script) -> None:
    made = script("POST", "/tokens", {"name": "natt", "role": "redaktör", "days": 30})
    assert made.status_code == 201
    secret, token = made.get_json()["secret"], made.get_json()["token"]
    key = {"Authorization": f"Bearer {secret}"}
    assert desk.app.test_client().get("/api/v1/admin/builds", headers=key).status_code == 200
    assert secret not in script("GET", "/tokens").text
    assert script("POST", "/tokens", {"name": "natt", "role": "redaktör", "days": 30}).status_code == 409
    assert script("DELETE", f"/tokens/{token['id']}").status_code == 204
    assert desk.app.test_client().get("/api/v1/admin/builds", headers=key).status_code == 401
    assert script("DELETE", "/tokens/999").status_code == 404


def test_a_golden_question_is_added_and_removed_by_an_editor(desk: Desk) -> None:
    script, path = Script(desk, Role.EDITOR), "/golden-questions"
    right = {"question": "Vad kostar beslutet?", "document": "beslut.md", "answer": "inga  kostnader"}
    made = script("POST", path, right)
    assert (made.status_code, made.get_json()["answer"]) == (201, "inga kostnader")
    assert script("POST", path, right).status_code == 409
    for wrong, field in (
        (right | {"document": "finns-inte.md"}, "document"),
        (right | {"answer": "en krona"}, "answer"),
        (right | {"document": None}, "answer"),
    ):
        assert set(_refused(script("POST", path, wrong))) == {field}
    assert len(script("GET", path).get_json()["golden_questions"]) == 1
    assert script("DELETE", f"{path}/{made.get_json()['id']}").status_code == 204
    assert script("DELETE", f"{path}/{made.get_json()['id']}").status_code == 404


def test_content_is_changed_and_the_service_closed_and_opened(desk: Desk, script: Script) -> None:
    assert script("PUT", "/content/help_lines", {"value": LINES}).get_json()["changed"] is True
    closed = script("PUT", "/content/closed", {"value": "Vi flyttar."}).get_json()
    assert (closed["value"], closed["default"]) == ("Vi flyttar.", "")
    told = {one["name"]: one["value"] for one in script("GET", "/content").get_json()["content"]}
    assert (told["closed"], told["help_lines"]) == ("Vi flyttar.", LINES)
    assert script("DELETE", "/content/closed").get_json()["value"] == ""
    assert script("PUT", "/content/okant", {"value": "x"}).status_code == 404
    changed = [line.subject for line in desk.parts.audit.lines() if line.action == Action.CONTENT_CHANGED]
    assert changed == ["Stäng tjänsten", "Stäng tjänsten", "Hjälplinjer"]


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("help_lines", [{"number": "112", "name": "SOS Alarm", "need": "men"}], "Minst en hjälplinje"),
        ("help_lines", [{"number": "ett ett två", "name": "SOS", "need": "danger"}], "Skriv numret"),
        ("contact", "två\nrader", "på en rad"),
        ("notices", ["x" * 501], "högst 500"),
        ("example_questions", [], "på en rad"),
    ],
)
def test_content_that_the_form_would_refuse_is_refused(script: Script, name: str, value: Any, told: str) -> None:
    assert told in _refused(script("PUT", f"/content/{name}", {"value": value}))["value"]


def test_what_people_ask_is_read_and_handled_by_an_editor(desk: Desk) -> None:
    script, questions = Script(desk, Role.EDITOR), Questions(desk.parts.records)
    questions.add([Asked(Channel.PAGE, Status.NO_ANSWER, date(2026, 1, 1), "Vad blir det för mat?")])
    [group] = script("GET", "/questions?status=ny").get_json()["groups"]
    [wording] = group["wordings"]
    given = {"ids": wording["ids"], "status": "utanför uppdraget", "unit": "Köket"}
    assert script("PATCH", "/questions", given).status_code == 204
    [row] = questions.unanswered()
    assert (row.handling, row.unit) == (Handling.OUTSIDE, "Köket")
    assert script("PATCH", "/questions", given | {"status": "klar"}).status_code == 422
    assert script("PATCH", "/questions", given | {"ids": []}).status_code == 422
    FeedbackRecords(desk.parts.records).add(
        date(2026, 1, 1), Channel.PAGE, False, "Vad kostar det?", Status.ANSWERED, ()
    )
    [said] = script("GET", "/feedback").get_json()["feedback"]
    assert (said["question"], said["day"]) == ("Vad kostar det?", "2026-01-01")


def test_the_log_is_read_a_page_at_a_time(desk: Desk, script: Script) -> None:
    for number in range(3):
        desk.parts.audit.write("anna", Action.LOGOUT, str(number))
    lines = script("GET", "/audit?limit=2&matching=anna").get_json()["lines"]
    assert [line["subject"] for line in lines] == ["2", "1"]
    older = script("GET", f"/audit?matching=anna&before={lines[-1]['id']}").get_json()["lines"]
    assert [line["subject"] for line in older] == ["0"]
