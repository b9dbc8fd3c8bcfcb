"""Figures by week: what is counted, how it is drawn and sent."""

import csv
import io
import re
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from bot.answer import Status
from tests.web.admin.desk import Desk
from web.admin.figures import Week, weeks_until
from web.admin.plot import plot
from web.records.asked import Asked, Channel, Questions
from web.records.feedback import FeedbackRecords
from web.records.roles import Role

SUNDAY, MONDAY = date(2026, 11, 22), date(2026, 11, 23)


def ask(desk: Desk, day: date, channel: Channel, *outcomes: Status) -> None:
    Questions(desk.parts.records).add([Asked(channel, outcome, day, None) for outcome in outcomes])


def test_days_are_counted_in_their_week_by_channel_and_outcome(desk: Desk) -> None:
    ask(desk, SUNDAY, Channel.API, Status.ANSWERED)
    ask(desk, MONDAY, Channel.PAGE, Status.ANSWERED, Status.ANSWERED, Status.NO_ANSWER, Status.GREETING)
    FeedbackRecords(desk.parts.records).add(MONDAY, Channel.PAGE, True, None, Status.ANSWERED, [])
    before, week = weeks_until(desk.parts.records, MONDAY + timedelta(days=3), 2)
    assert (before.name, before.number, before.share_answered) == ("2026-W47", 1, 1.0)
    assert (week.name, week.number, week.searched, week.share_answered) == ("2026-W48", 4, 3, pytest.approx(2 / 3))
    assert (week.by_channel[Channel.PAGE], week.yes, week.no) == (4, 1, 0)


def test_a_week_without_questions_has_no_share() -> None:
    assert Week(MONDAY).share_answered is None
    assert Week(date(2026, 12, 28)).name == "2026-W53"


@pytest.mark.parametrize("most", [0, 1, 4, 5, 97, 400, 401, 12_345])
def test_every_bar_stays_within_the_picture_below_whole_numbers(most: int) -> None:
    week = Week(MONDAY)
    week.by_outcome.update({Status.ANSWERED: most // 2, Status.RELATED: most - most // 2})
    drawn = plot([week] * 3)
    assert all(0 <= bar.base - bar.answered - bar.other <= bar.base <= drawn.height for bar in drawn.bars)
    assert all(drawn.left <= bar.x and bar.x + bar.width <= drawn.width for bar in drawn.bars)
    numbers = [line.number for line in drawn.lines]
    assert len(set(numbers)) == len(numbers)
    assert numbers[-1] >= most
    assert numbers[-2] <= max(most * 2, 3)


def test_the_page_draws_and_lists_the_weeks(desk: Desk, editor: FlaskClient) -> None:
    today = desk.parts.now().date()
    ask(desk, today, Channel.PAGE, Status.ANSWERED, Status.CRISIS)
    page = editor.get("/admin/siffror?veckor=26").text
    assert page.count("<rect") == 52
    assert "<title id=" in page
    assert " style=" not in page
    assert len(re.findall(r"<tr><th scope=\"row\">", page)) == 26
    assert "100 %" in page


def test_the_file_has_a_row_for_each_week(desk: Desk, editor: FlaskClient) -> None:
    ask(desk, desk.parts.now().date(), Channel.PAGE, Status.ANSWERED)
    response = editor.get("/admin/siffror.csv?veckor=3")
    assert response.headers["Content-Disposition"] == "attachment; filename=siffror.csv"
    rows = list(csv.reader(io.StringIO(response.data.decode("utf-8-sig"))))
    assert len(rows) == 4
    assert len({len(row) for row in rows}) == 1
    assert dict(zip(*rows[::3], strict=True))["Webbsidan"] == "1"


def test_a_script_reads_the_figures(desk: Desk) -> None:
    ask(desk, desk.parts.now().date(), Channel.TEAMS, Status.RELATED)
    headers = {"Authorization": f"Bearer {desk.token(Role.EDITOR)}"}
    weeks = desk.app.test_client().get("/api/v1/admin/figures?weeks=2", headers=headers).get_json()["weeks"]
    assert len(weeks) == 2
    assert (weeks[1]["questions"], weeks[1]["share_answered"], weeks[1]["by_channel"]["teams"]) == (1, 0.0, 1)
