"""The pages where content is changed: what is refused, what it will look like, and what holds afterwards."""

import pytest
from flask.testing import FlaskClient

from bot.content import default_content
from tests.web.admin.desk import Desk, post
from web.admin.content_forms import PIECES
from web.records.audit import Action
from web.records.content import ContentRecords

PAGE = "/admin/innehall"
LINES = {"nummer-0": "112", "namn-0": "SOS Alarm", "behov-0": "danger"}


def changed(desk: Desk) -> dict[str, object]:
    return ContentRecords(desk.parts.records).all()


def test_every_piece_is_shown_with_what_holds(administrator: FlaskClient) -> None:
    page = administrator.get(PAGE).text
    for piece in PIECES:
        assert f'href="{PAGE}/{piece.address}"' in page
        assert administrator.get(f"{PAGE}/{piece.address}").status_code == 200
    assert all(question in page for question in default_content().example_questions)


@pytest.mark.parametrize(
    ("address", "data", "saved"),
    [
        ("kontakt", {"text-0": " kansliet, 021-17 30 00 "}, {"contact": "kansliet, 021-17 30 00"}),
        ("stangd", {"text-0": "Vi flyttar.\r\nTillbaka på måndag."}, {"closed": "Vi flyttar.\nTillbaka på måndag."}),
        ("meddelanden", {"text-0": "", "text-2": "I kväll uppdaterar vi."}, {"notices": ["I kväll uppdaterar vi."]}),
        ("exempelfragor", {"text-0": "Vad är visionen?"}, {"example_questions": ["Vad är visionen?"]}),
    ],
)
def test_what_is_saved_holds_and_has_a_line_in_the_log(
    desk: Desk, administrator: FlaskClient, address: str, data: dict[str, str], saved: dict[str, object]
) -> None:
    assert post(administrator, f"{PAGE}/{address}", data).status_code == 303
    assert changed(desk) == saved
    line = desk.parts.audit.lines()[0]
    assert (line.action, line.actor) == (Action.CONTENT_CHANGED, "chef@exempel.se")
    assert post(administrator, f"{PAGE}/{address}/aterstall").status_code == 303
    assert changed(desk) == {}
    assert desk.parts.audit.lines()[0].detail == "återställt"


def test_help_lines_are_saved_without_the_rows_that_are_empty(desk: Desk, administrator: FlaskClient) -> None:
    data = LINES | {"nummer-4": "116 111", "namn-4": "Bris", "behov-4": "child", "behov-5": "men"}
    post(administrator, f"{PAGE}/hjalplinjer", data)
    assert changed(desk)["help_lines"] == [
        {"number": "112", "name": "SOS Alarm", "need": "danger"},
        {"number": "116 111", "name": "Bris", "need": "child"},
    ]


def test_what_is_as_the_file_says_is_not_a_change(desk: Desk, administrator: FlaskClient) -> None:
    post(administrator, f"{PAGE}/kontakt", {"text-0": "kansliet"})
    post(administrator, f"{PAGE}/kontakt", {"text-0": default_content().contact})
    assert changed(desk) == {}


@pytest.mark.parametrize(
    ("address", "data", "field"),
    [
        ("hjalplinjer", {}, "nummer-0"),
        ("hjalplinjer", LINES | {"nummer-0": "ett ett två"}, "nummer-0"),
        ("hjalplinjer", LINES | {"nummer-0": "112<script>"}, "nummer-0"),
        ("hjalplinjer", LINES | {"nummer-3": "116 111"}, "namn-3"),
        ("hjalplinjer", LINES | {"behov-0": "child"}, "behov-0"),
        ("hjalplinjer", LINES | {"behov-0": "alla"}, "behov-0"),
        ("kontakt", {"text-0": "  "}, "text-0"),
        ("kontakt", {"text-0": "å" * 201}, "text-0"),
        ("kontakt", {"text-0": "två\nrader"}, "text-0"),
        ("stangd", {"text-0": "å" * 501}, "text-0"),
        ("meddelanden", {"text-1": "å" * 501}, "text-1"),
        ("exempelfragor", {}, "text-0"),
        ("exempelfragor", {"text-0": "Vad gäller?", "text-3": "å" * 201}, "text-3"),
    ],
)
def test_what_cannot_hold_is_refused_at_its_field(
    desk: Desk, administrator: FlaskClient, address: str, data: dict[str, str], field: str
) -> None:
    response = post(administrator, f"{PAGE}/{address}", data)
    assert response.status_code == 422
    assert f'<a href="#{field}">' in response.text
    assert f'id="{field}-error"' in response.text
    assert changed(desk) == {}


def test_a_preview_shows_it_and_saves_nothing(desk: Desk, administrator: FlaskClient) -> None:
    page = post(administrator, f"{PAGE}/hjalplinjer", LINES | {"namn-0": "Nödnumret", "gor": "visa"}).text
    assert "Så här kommer det att se ut" in page
    assert "Vid fara, ring: Nödnumret" in page
    assert 'value="Nödnumret"' in page
    assert changed(desk) == {}


def test_a_closed_service_says_so_first(administrator: FlaskClient) -> None:
    post(administrator, f"{PAGE}/stangd", {"text-0": "Vi flyttar."})
    assert "Tjänsten är stängd." in administrator.get(PAGE).text
    assert "Öppna tjänsten" in administrator.get(f"{PAGE}/stangd").text


def test_a_piece_that_does_not_exist_is_not_found(administrator: FlaskClient) -> None:
    assert administrator.get(f"{PAGE}/losenord").status_code == 404
    assert post(administrator, f"{PAGE}/losenord", {"text-0": "x"}).status_code == 404
