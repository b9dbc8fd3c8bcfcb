"""The pages about accounts, keys and the log."""

import re
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from tests.web.admin.desk import PASSWORD, Desk, log_in, post
from web.records.audit import Action
from web.records.roles import Role

NEW = "segelbåt rabarber kyrkklocka"
FORM = {"epost": "ny@exempel.se", "roll": "redaktör", "nytt": NEW, "nytt-igen": NEW}


def _last(desk: Desk) -> tuple[str, str, str, str]:
    line = desk.parts.audit.lines(1)[0]
    return line.actor, line.action, line.subject, line.detail


def test_an_administrator_creates_an_account_that_can_log_in(desk: Desk, administrator: FlaskClient) -> None:
    assert post(administrator, "/admin/konton/nytt", FORM).location == "/admin/konton"
    assert _last(desk) == ("chef@exempel.se", Action.ACCOUNT_CREATED, "ny@exempel.se", "redaktör")
    assert "ny@exempel.se" in administrator.get("/admin/konton").text
    assert log_in(desk.app.test_client(), "ny@exempel.se", NEW).location == "/admin"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"epost": "ny"}, "epost-error"),
        ({"epost": "chef@exempel.se"}, "finns redan"),
        ({"roll": "kung"}, "roll-error"),
        ({"nytt": "kort", "nytt-igen": "kort"}, "nytt-error"),
        ({"nytt-igen": "något annat, fast långt"}, "inte likadana"),
    ],
)
def test_a_form_with_something_wrong_says_what_and_creates_nothing(
    desk: Desk, administrator: FlaskClient, wrong: dict[str, str], told: str
) -> None:
    response = post(administrator, "/admin/konton/nytt", FORM | wrong)
    assert response.status_code == 422
    assert "<title>Fel: Skapa konto" in response.text
    assert told in response.text
    assert NEW not in response.text
    assert [account.email for account in desk.parts.accounts.all()] == ["chef@exempel.se"]


def test_a_role_is_changed_at_once(desk: Desk, administrator: FlaskClient, editor: FlaskClient) -> None:
    account = desk.account("skribent@exempel.se", Role.EDITOR)
    assert editor.get("/admin/konton").status_code == 403
    post(administrator, f"/admin/konton/{account}/roll", {"roll": "administratör"})
    assert editor.get("/admin/konton").status_code == 200
    assert _last(desk)[1:] == (Action.ACCOUNT_CHANGED, "skribent@exempel.se", "redaktör → administratör")


def test_a_closed_account_is_logged_out_and_can_be_opened_again(
    desk: Desk, administrator: FlaskClient, editor: FlaskClient
) -> None:
    account = desk.account("skribent@exempel.se", Role.EDITOR)
    post(administrator, f"/admin/konton/{account}/tillgang", {"aktivt": "nej"})
    assert editor.get("/admin").status_code == 303
    assert _last(desk)[3] == "avstängt"
    post(administrator, f"/admin/konton/{account}/tillgang", {"aktivt": "ja"})
    assert log_in(editor, "skribent@exempel.se").location == "/admin"


@pytest.mark.parametrize(("deed", "data"), [("tillgang", {"aktivt": "nej"}), ("roll", {"roll": "redaktör"})])
def test_the_last_administrator_stays(desk: Desk, administrator: FlaskClient, deed: str, data: dict[str, str]) -> None:
    account = desk.account("chef@exempel.se", Role.ADMINISTRATOR)
    response = post(administrator, f"/admin/konton/{account}/{deed}", data)
    assert response.status_code == 422
    assert "minst en aktiv administratör" in response.text
    assert administrator.get("/admin/konton").status_code == 200
    assert desk.parts.audit.lines() == ()


def test_a_password_that_is_set_for_somebody_logs_them_out(
    desk: Desk, administrator: FlaskClient, editor: FlaskClient
) -> None:
    account = desk.account("skribent@exempel.se", Role.EDITOR)
    post(administrator, f"/admin/konton/{account}/losenord", {"nytt": NEW, "nytt-igen": NEW})
    assert editor.get("/admin").status_code == 303
    assert log_in(editor, "skribent@exempel.se", NEW).location == "/admin"
    assert Action.PASSWORD_CHANGED in {line.action for line in desk.parts.audit.lines()}


def test_an_own_password_is_changed_with_the_old_one(desk: Desk, editor: FlaskClient) -> None:
    elsewhere = desk.logged_in(Role.EDITOR)
    page = "/admin/mitt-konto"
    wrong = post(editor, page, {"nuvarande": "fel", "nytt": NEW, "nytt-igen": NEW})
    assert (wrong.status_code, "nuvarande-error" in wrong.text) == (422, True)
    assert post(editor, page, {"nuvarande": PASSWORD, "nytt": NEW, "nytt-igen": NEW}).location == page
    assert [client.get("/admin").status_code for client in (editor, elsewhere)] == [200, 303]
    assert log_in(elsewhere, "skribent@exempel.se", NEW).location == "/admin"


def test_an_own_password_cannot_be_guessed_in_a_session_that_was_left_open(editor: FlaskClient) -> None:
    for _ in range(10):
        post(editor, "/admin/mitt-konto", {"nuvarande": "fel", "nytt": NEW, "nytt-igen": NEW})
    response = post(editor, "/admin/mitt-konto", {"nuvarande": PASSWORD, "nytt": NEW, "nytt-igen": NEW})
    assert (response.status_code, "för många försök" in response.text) == (422, True)


def test_an_account_that_is_not_there_is_not_found(administrator: FlaskClient) -> None:
    for number in (99, 2**70):
        assert administrator.get(f"/admin/konton/{number}").status_code == 404
    assert post(administrator, "/admin/nycklar/99/sparra").status_code == 404


def test_a_key_is_shown_once_opens_the_api_and_is_revoked(desk: Desk, administrator: FlaskClient) -> None:
    form = {"namn": "nattligt bygge", "roll": "administratör", "dagar": "30"}
    made = post(administrator, "/admin/nycklar", form)
    secret = re.search(r"jbot_[\w-]+", made.text)
    assert secret is not None
    token = desk.parts.tokens.find(secret[0])
    assert token is not None
    assert (token.expires - datetime.now(UTC)).days == 29
    assert secret[0] not in administrator.get("/admin/nycklar").text
    assert _last(desk)[1:3] == (Action.TOKEN_CREATED, "nattligt bygge")
    again = post(administrator, "/admin/nycklar", form)
    assert (again.status_code, "finns redan" in again.text) == (422, True)
    post(administrator, f"/admin/nycklar/{token.id}/sparra")
    assert desk.parts.tokens.find(secret[0]) is None
    assert "Spärrad" in administrator.get("/admin/nycklar").text


def test_a_key_needs_a_name_a_role_and_an_end(administrator: FlaskClient) -> None:
    response = post(administrator, "/admin/nycklar", {"namn": " ", "roll": "", "dagar": "100000"})
    assert response.status_code == 422
    assert all(f'id="{field}-error"' in response.text for field in ("namn", "roll", "dagar"))


def test_the_log_is_shown_newest_first_by_the_hundred_and_by_a_word(desk: Desk, administrator: FlaskClient) -> None:
    for number in range(150):
        desk.parts.audit.write("test", Action.PUBLISHED, f"index-{number:03}", "100 % <b>")
    first = administrator.get("/admin/logg").text
    assert ("index-149" in first, "index-050" in first, "index-049" in first) == (True, True, False)
    assert "100 % &lt;b&gt;" in first
    older = re.search(r'href="(/admin/logg\?fore=\d+)"', first)
    assert older is not None
    assert "index-049" in administrator.get(older[1]).text
    found = administrator.get("/admin/logg?ord=index-14").text
    assert ("index-140" in found, "index-139" in found) == (True, False)
    assert "index-" not in administrator.get("/admin/logg?ord=%25_&fore=x").text


def test_the_menu_and_the_first_page_hold_what_the_role_may_open(
    administrator: FlaskClient, editor: FlaskClient
) -> None:
    for client, may in ((administrator, True), (editor, False)):
        page = client.get("/admin").text
        assert ('href="/admin/konton"' in page) == may
        assert 'aria-current="page">Översikt' in page
        assert "Boten svarar ur 1 dokument." in page


def test_the_whole_log_is_downloaded_which_is_a_line_in_it(desk: Desk, administrator: FlaskClient) -> None:
    desk.parts.audit.write("test", Action.PUBLISHED, "=HYPERLINK()")
    response = administrator.get("/admin/logg/csv")
    assert response.headers["Content-Disposition"] == "attachment; filename=logg.csv"
    assert response.text.splitlines()[1].endswith(",test,publicerade,'=HYPERLINK(),")
    assert _last(desk)[:2] == ("chef@exempel.se", Action.EXPORTED)
