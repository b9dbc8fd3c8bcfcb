"""Whether an answer helped: by the page's own buttons without a script, and by the API."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from bot.answer import Status
from bot.answering import Answering
from index.documents import version_of
from tests.web.test_catalogue import NEW, FakeLive
from web.app import create_app
from web.parts import Parts
from web.recording import QueuedRecorder
from web.records.asked import Channel
from web.records.database import Records
from web.records.feedback import Feedback, FeedbackRecords
from web.settings import Settings

URL = "/api/v1/feedback"
QUESTION = "Vad kostar det?"
AFRAID = "min man slog mig igår och jag vågar inte gå hem"
_BUTTON = re.compile(r'name="rated" value="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Kept:
    """A service, and what it has kept."""

    client: FlaskClient
    recorder: QueuedRecorder
    records: Records

    def rate(self, value: str, address: str = "/", **fields: object) -> TestResponse:
        return self.client.post(address, data={"rated": value} | fields)

    def totals(self) -> dict[bool, int]:
        self.recorder.close()
        return FeedbackRecords(self.records).totals(date.min, date.max)

    def negatives(self) -> tuple[Feedback, ...]:
        self.recorder.close()
        return FeedbackRecords(self.records).negatives()


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    records = Records.open(f"sqlite:///{tmp_path / 'records.db'}")
    recorder = QueuedRecorder(records, pause=0.01)
    live = FakeLive()
    settings = Settings(var_dir=tmp_path, rate_limits=False)
    app = create_app(Parts(Answering(live), live, settings, records=records, recorder=recorder))
    yield Kept(app.test_client(), recorder, records)
    recorder.close()
    records.close()


def conversation() -> dict[str, list[str]]:
    """A conversation as the page carries it."""
    reference = f"beslut@{version_of(NEW)}:0-21"
    return {
        "earlier": [QUESTION, AFRAID, "Och sen?"],
        "outcome": [f"answered sv {reference}", "crisis sv", "no_answer sv"],
    }


def buttons(response: TestResponse) -> list[str]:
    return [unescape(value) for value in _BUTTON.findall(response.text)]


def test_the_conversation_comes_back_with_thanks_and_what_was_written_in_the_field(kept: Kept) -> None:
    page = kept.client.post("/", data={"question": ""} | conversation())
    yes, no, *_ = buttons(page)
    assert (yes.split()[0], no.split()[0]) == ("ja", "nej")
    thanked = kept.rate(yes, question="Halvskriven", **conversation())
    assert thanked.status_code == 200
    assert "Set-Cookie" not in thanked.headers
    assert '<p class="rating" id="tack" tabindex="-1">Tack för ditt svar</p>' in thanked.text
    assert "<title>Tack för ditt svar – Jämställdhetsboten</title>" in thanked.text
    assert "Halvskriven</textarea>" in thanked.text
    assert thanked.text.count('<article class="turn"') == 3
    assert kept.totals() == {True: 1, False: 0}


def test_an_answer_that_was_rated_is_not_asked_about_again(kept: Kept) -> None:
    page = kept.client.post("/", data={"question": ""} | conversation())
    assert len(buttons(page)) == 4
    thanked = kept.rate(buttons(page)[0], **conversation())
    carried = re.findall(r'name="outcome" value="([^"]*)"', thanked.text)
    assert carried[0].startswith("answered sv tack beslut@")
    again = kept.client.post("/", data={"question": "", "earlier": conversation()["earlier"], "outcome": carried})
    assert len(buttons(again)) == 2
    assert 'id="tack"' not in again.text


def test_help_in_a_crisis_is_not_asked_about(kept: Kept) -> None:
    page = kept.client.post("/", data={"question": AFRAID})
    assert buttons(page) == []


def test_a_no_keeps_the_masked_question_and_what_was_quoted(kept: Kept) -> None:
    kept.rate("nej answered sv beslut@0123:0-5 påhittat\nRing 070-123 45 67", "/widget/en")
    (found,) = kept.negatives()
    assert (found.question, found.channel) == ("Ring [telefonnummer]", Channel.WIDGET)
    assert (found.outcome, found.references) == (Status.ANSWERED, ("beslut@0123:0-5",))


@pytest.mark.parametrize("outcome", ["answered sv", "no_answer sv"])
def test_what_may_tell_of_a_risk_is_never_kept(kept: Kept, outcome: str) -> None:
    assert kept.rate(f"nej {outcome}\n{AFRAID}").status_code == 200
    kept.client.post(URL, json={"question": AFRAID, "helpful": False})
    assert kept.totals() == {True: 0, False: 0}


@pytest.mark.parametrize(
    "value", ["", "kanske answered sv\nVad?", "ja crisis sv\nVad?", "ja answered sv\n", "ja x\nVad?"]
)
def test_a_value_of_no_button_asks_as_the_form_does(kept: Kept, value: str) -> None:
    assert kept.rate(value, question="").status_code == 200
    assert kept.totals() == {True: 0, False: 0}


def test_a_program_says_so_by_the_api(kept: Kept) -> None:
    given = {"question": QUESTION, "outcome": "related", "references": ["beslut@0123:0-5"], "helpful": False}
    response = kept.client.post(URL, json=given)
    assert (response.status_code, response.data) == (204, b"")
    (found,) = kept.negatives()
    assert (found.question, found.outcome, found.channel) == (QUESTION, Status.RELATED, Channel.API)


@pytest.mark.parametrize(
    ("change", "field", "message"),
    [
        ({"helpful": "ja"}, "helpful", "Värdet ska vara true eller false."),
        ({"helpful": None}, "helpful", "Värdet ska vara true eller false."),
        ({"outcome": "bra"}, "outcome", "Värdet är inte ett av dem som finns."),
        ({"references": ["beslut"]}, "references.0", "Texten är ingen referens till ett citat."),
        ({"references": ["b@0:0-1"] * 7}, "references", ""),
        ({"question": ""}, "question", ""),
        ({"name": "Anna"}, "name", "Fältet finns inte."),
    ],
)
def test_what_cannot_be_used_is_refused_by_field(
    kept: Kept, change: dict[str, object], field: str, message: str
) -> None:
    response = kept.client.post(URL, json={"question": QUESTION, "helpful": True} | change)
    assert (response.status_code, response.content_type) == (422, "application/problem+json")
    (error,) = response.get_json()["errors"]
    assert error["field"] == field
    assert message in error["message"]


def test_without_records_nothing_is_asked_and_the_api_says_so() -> None:
    live = FakeLive()
    client = create_app(Parts(Answering(live), live, Settings())).test_client()
    assert buttons(client.post("/", data={"question": ""} | conversation())) == []
    refused = client.post(URL, json={"question": QUESTION, "helpful": True})
    assert (refused.status_code, refused.content_type) == (503, "application/problem+json")
