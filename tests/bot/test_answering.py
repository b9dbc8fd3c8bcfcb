"""Every way a question can come out, with a searcher that finds what the test says."""

import logging

import pytest

from bot.answer import Question, Status
from bot.answering import Answering
from bot.replies import TEXTS
from index.errors import NoGenerationError
from tests.fakes import SENTENCES, FakeSearcher, hit

QUESTION = Question("Vilka organisationer kan ansluta sig till strategin?")
NEAR, FAR = 0.99, 0.1


def test_a_question_whose_answer_is_near_gets_the_sentence_word_for_word() -> None:
    answer = Answering(FakeSearcher(hit(NEAR))).answer(QUESTION)
    assert (answer.status, answer.text) == (Status.ANSWERED, TEXTS[Status.ANSWERED])
    assert [quote.text for quote in answer.quotes] == [SENTENCES[0]]
    assert answer.related == ()
    assert answer.generation == "20240101T000000"
    assert answer.confidence is not None
    assert 0 <= answer.confidence <= 1
    assert set(answer.timings_ms) >= {"encode", "search", "total"}


@pytest.mark.parametrize("searcher", [FakeSearcher(), FakeSearcher(hit(FAR))], ids=["no hits", "hits far off"])
def test_a_question_that_nothing_answers_gets_no_answer_and_no_quote(searcher: FakeSearcher) -> None:
    answer = Answering(searcher).answer(QUESTION)
    assert (answer.status, answer.text) == (Status.NO_ANSWER, TEXTS[Status.NO_ANSWER])
    assert answer.quotes == answer.related == ()


@pytest.mark.parametrize("text", ["?", "…!", "--- ___", "🙂", "\u200b"])
def test_a_text_without_a_letter_or_digit_needs_a_question(text: str) -> None:
    answer = Answering(FakeSearcher(hit(NEAR))).answer(Question(text))
    assert (answer.status, answer.text) == (Status.NEEDS_QUESTION, TEXTS[Status.NEEDS_QUESTION])
    assert answer.quotes == answer.related == ()
    assert answer.confidence is None


def test_with_nothing_published_the_bot_is_unavailable(caplog: pytest.LogCaptureFixture) -> None:
    answer = Answering(FakeSearcher(error=NoGenerationError("Ingen generation."))).answer(QUESTION)
    assert (answer.status, answer.text) == (Status.UNAVAILABLE, TEXTS[Status.UNAVAILABLE])
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


def test_an_error_inside_is_logged_and_comes_out_as_unavailable(caplog: pytest.LogCaptureFixture) -> None:
    error = ValueError("broken inside")
    answer = Answering(FakeSearcher(error=error)).answer(QUESTION)
    assert (answer.status, answer.text) == (Status.UNAVAILABLE, TEXTS[Status.UNAVAILABLE])
    logged = [record.exc_info[1] for record in caplog.records if record.exc_info]
    assert logged == [error]


def test_the_question_itself_is_never_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        Answering(FakeSearcher(error=ValueError("broken inside"))).answer(QUESTION)
        Answering(FakeSearcher(hit(NEAR))).answer(QUESTION)
    assert QUESTION.text not in caplog.text


@pytest.mark.parametrize("status", Status)
def test_every_status_has_a_text(status: Status) -> None:
    assert TEXTS[status].strip()
