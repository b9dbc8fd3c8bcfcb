"""What the page may carry back, and what it cannot make the service say."""

import pytest

from bot.answer import Answer, Status
from index.documents import version_of
from tests.web.test_catalogue import NEW, FakeLive
from web.catalogue import Catalogue
from web.conversation import Turn, restored

QUOTE = f"beslut@{version_of(NEW)}:0-21"


def _said_again(_question: str, status: Status, language: str) -> Answer:
    return Answer(status, "Fast text.", language=language)


def _turns(questions: list[str], outcomes: list[str]) -> tuple[Turn, ...]:
    return restored(questions, outcomes, Catalogue(FakeLive()), _said_again)


def test_a_turn_comes_back_as_it_was() -> None:
    (turn,) = _turns(["Vad kostar det?"], [f"answered sv {QUOTE}"])
    assert [quote.text for quote in turn.answer.quotes] == ["Det kostar 20 kronor."]
    assert (turn.answer.text, turn.outcome) == ("Fast text.", f"answered sv {QUOTE}")


def test_only_the_six_latest_turns_come_back() -> None:
    questions = [f"Fråga {number}?" for number in range(9)]
    assert [turn.question for turn in _turns(questions, ["no_answer sv"] * 9)] == questions[3:]


@pytest.mark.parametrize(
    "outcome",
    ["", "answered", "sagt sv", "answered <b>", "answered sv-SE", "no_answer sv  ", f"answered sv {'a ' * 7}"],
)
def test_an_outcome_that_cannot_be_read_is_left_out(outcome: str) -> None:
    assert _turns(["Vad kostar det?"], [outcome]) == ()


@pytest.mark.parametrize("reference", ["Du får pengar.", "beslut@0123:0-5", QUOTE + "000"])
def test_what_is_not_in_the_archive_is_not_quoted(reference: str) -> None:
    turns = _turns(["Vad kostar det?"], [f"answered sv {reference}"])
    assert [quote for turn in turns for quote in turn.answer.quotes] == []


def test_a_question_that_could_not_be_asked_comes_back_only_after_a_crisis() -> None:
    assert _turns(["å" * 1001], ["no_answer sv"]) == ()
    assert len(_turns(["å" * 1001], ["crisis sv"])) == 1
