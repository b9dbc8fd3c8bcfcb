"""The pages about what people ask: groups, what is done about them, golden questions, and the same for scripts."""

import re
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from bot.answer import Status
from tests.web.admin.desk import Desk, post
from web.records.asked import Asked, Channel, Handling, Questions
from web.records.audit import Action
from web.records.feedback import FeedbackRecords
from web.records.golden import GoldenQuestions
from web.records.roles import Role

PAGE, GOLDEN, NEW = "/admin/fragor", "/admin/testfragor", "/admin/testfragor/ny"
DAY = date(2026, 11, 24)
PASSPORT = ("Hur förnyar jag mitt pass?", "hur gör jag för att förnya mitt pass")
BUS = "Vilken tid går bussen till Västerås flygplats?"
RIGHT = {"fraga": "Kostar det något?", "dokument": "beslut.md", "svar": "medför inga kostnader"}
_HEADING = re.compile(r'<h2 id="fraga-\d+">(.*?)</h2>')


@pytest.fixture
def asked(desk: Desk) -> Questions:
    """Questions that got no answer: one in two wordings, and an older one that was asked more often."""
    questions = Questions(desk.parts.records)
    many = [Asked(Channel.PAGE, Status.NO_ANSWER, DAY, text) for text in PASSPORT]
    many += [Asked(Channel.API, Status.RELATED, DAY - timedelta(days=3), BUS)] * 5
    questions.add(many)
    return questions


def rows(questions: Questions, *texts: str) -> str:
    return " ".join(str(one.id) for one in questions.unanswered() if one.text in texts)


def headings(client: FlaskClient, address: str = PAGE) -> list[str]:
    return _HEADING.findall(client.get(address).text)


def test_questions_that_mean_the_same_stand_together_newest_first(editor: FlaskClient, asked: Questions) -> None:
    page = editor.get(PAGE).text
    assert _HEADING.findall(page) == [PASSPORT[1], BUS] or _HEADING.findall(page) == [PASSPORT[0], BUS]
    assert "2 formuleringar" in page
    assert "Ställd 2 gånger, senast 24 november 2026" in page
    assert headings(editor, f"{PAGE}?ordning=oftast")[0] == BUS


def test_a_whole_group_is_handled_at_once_with_a_line_in_the_log(
    desk: Desk, editor: FlaskClient, asked: Questions
) -> None:
    data = {"rader": rows(asked, *PASSPORT), "status": Handling.OUTSIDE, "enhet": "Polisen", "anteckning": "Hänvisa."}
    assert post(editor, PAGE, data).status_code == 303
    handled = [one for one in asked.unanswered() if one.text in PASSPORT]
    assert {(one.handling, one.unit, one.note) for one in handled} == {(Handling.OUTSIDE, "Polisen", "Hänvisa.")}
    assert headings(editor) == [BUS]
    assert len(headings(editor, f"{PAGE}?visa=utanför uppdraget")) == 1
    assert len(headings(editor, f"{PAGE}?visa=alla")) == 2
    line = desk.parts.audit.lines()[0]
    assert (line.action, line.subject, line.detail) == (
        Action.QUESTION_HANDLED,
        "2 rader",
        "utanför uppdraget, enhet: Polisen",
    )


def test_a_question_that_comes_back_says_what_was_decided_before(editor: FlaskClient, asked: Questions) -> None:
    asked.handle([one.id for one in asked.unanswered()], Handling.DONE, "Kansliet", "")
    asked.add([Asked(Channel.PAGE, Status.NO_ANSWER, DAY + timedelta(days=1), BUS)])
    page = editor.get(PAGE).text
    assert _HEADING.findall(page) == [BUS]
    assert "Liknande frågor är märkta ”besvarad” (Kansliet)." in page


@pytest.mark.parametrize(
    "change",
    [{"rader": ""}, {"rader": "x"}, {"status": "klart"}, {"enhet": "å" * 201}, {"anteckning": "å" * 2001}],
    ids=["no rows", "no number", "unknown status", "long unit", "long note"],
)
def test_what_cannot_be_saved_is_told(editor: FlaskClient, asked: Questions, change: dict[str, str]) -> None:
    given = {"rader": rows(asked, BUS), "status": Handling.DONE, "grupp": rows(asked, BUS)}
    response = post(editor, PAGE, given | change)
    assert response.status_code == 422
    assert "Något behöver rättas" in response.text
    assert {one.handling for one in asked.unanswered()} == {Handling.NEW}


def test_an_answer_that_did_not_help_stands_beside_with_what_was_quoted(desk: Desk, editor: FlaskClient) -> None:
    feedback = FeedbackRecords(desk.parts.records)
    feedback.add(DAY, Channel.PAGE, False, "Vad kostar det?", Status.ANSWERED, ["beslut@0123abcd:0-5"])
    page = editor.get(PAGE).text
    assert 'href="/kallor/beslut/0123abcd/0-5#citat"' in page
    address = re.search(r'href="(/admin/testfragor/ny\?omdome=\d+)"', page)
    assert address is not None
    assert "Vad kostar det?</textarea>" in editor.get(address[1]).text


def test_an_unanswered_question_becomes_a_golden_one(desk: Desk, editor: FlaskClient, asked: Questions) -> None:
    number = rows(asked, BUS)
    assert f'href="{NEW}?fraga={number}"' in editor.get(PAGE).text
    assert f"{BUS}</textarea>" in editor.get(f"{NEW}?fraga={number}").text
    assert post(editor, NEW, {"fraga": BUS, "dokument": "inget", "svar": ""}).status_code == 303
    (golden,) = GoldenQuestions(desk.parts.records).all()
    assert (golden.question, golden.document, golden.created_by) == (BUS, None, "skribent@exempel.se")
    assert BUS not in str(desk.parts.audit.lines())
    assert post(editor, f"{GOLDEN}/{golden.id}/ta-bort").status_code == 303
    assert GoldenQuestions(desk.parts.records).all() == ()


def test_a_golden_question_names_words_that_stand_in_its_document(desk: Desk, editor: FlaskClient) -> None:
    assert post(editor, NEW, RIGHT | {"svar": "Medför  inga\nkostnader"}).status_code == 303
    (golden,) = GoldenQuestions(desk.parts.records).all()
    assert (golden.document, golden.answer) == ("beslut.md", "Medför inga kostnader")
    assert post(editor, NEW, RIGHT).status_code == 422


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"fraga": " "}, "fraga"),
        ({"fraga": "å" * 1001}, "fraga"),
        ({"dokument": ""}, "dokument"),
        ({"dokument": "../hemligt.md"}, "dokument"),
        ({"svar": ""}, "svar"),
        ({"svar": "Det kostar tusen kronor"}, "svar"),
        ({"dokument": "inget"}, "svar"),
    ],
)
def test_a_golden_question_that_cannot_be_right_is_refused(
    desk: Desk, editor: FlaskClient, change: dict[str, str], field: str
) -> None:
    response = post(editor, NEW, RIGHT | change)
    assert response.status_code == 422
    assert f'id="{field}-error"' in response.text
    assert GoldenQuestions(desk.parts.records).all() == ()


def test_the_shipped_golden_questions_are_shown(editor: FlaskClient) -> None:
    page = editor.get(GOLDEN).text
    assert "Vad kostar det att ansluta sig?" in page
    assert "/ta-bort" not in page


def test_a_golden_question_that_is_gone_is_not_found(editor: FlaskClient) -> None:
    assert post(editor, f"{GOLDEN}/999/ta-bort").status_code == 404
    assert editor.get(f"{NEW}?fraga=999").status_code == 200
    assert editor.get(f"{NEW}?omdome=999").status_code == 200


def test_a_script_reads_the_groups(desk: Desk, asked: Questions) -> None:
    client = desk.app.test_client()
    headers = {"Authorization": f"Bearer {desk.token(Role.EDITOR)}"}
    groups = client.get("/api/v1/admin/questions?status=ny&order=oftast", headers=headers).get_json()["groups"]
    assert [(group["number"], group["last"], group["status"]) for group in groups] == [
        (5, "2026-11-21", "ny"),
        (2, "2026-11-24", "ny"),
    ]
    assert {wording["text"] for wording in groups[1]["wordings"]} == set(PASSPORT)
    assert client.get("/api/v1/admin/questions?status=klar", headers=headers).status_code == 422
