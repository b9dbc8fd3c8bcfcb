"""Every way a question can come out, with a searcher that finds what the test says."""

import logging
from dataclasses import replace

import pytest

from bot.answer import Question, Status
from bot.answering import Answering
from bot.content import default_content
from bot.foreign_replies import replies_in
from bot.phrasing import Voice
from bot.replies import SUPERSEDED, TEXTS
from index.errors import NoGenerationError
from tests.fakes import METADATA, SENTENCES, FakeSearcher, hit

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
    assert Voice.of("fi", default_content()).says(status).text.strip()


def test_personal_data_is_neither_searched_nor_returned_and_the_asker_is_told() -> None:
    searcher = FakeSearcher(hit(NEAR))
    answer = Answering(searcher).answer(Question(f"Jag är 850101-1234. {QUESTION.text}"))
    assert "850101" not in repr(answer) + " ".join(searcher.searched)
    assert any("personnummer" in notice for notice in answer.notices)
    assert answer.interpreted_as == f"Jag tolkar det som: Jag är [personnummer]. {QUESTION.text}"


@pytest.mark.parametrize(
    ("text", "status", "said"),
    [
        ("Hej!", Status.GREETING, "AI-tjänst"),
        ("tack så mycket", Status.GREETING, "Varsågod"),
        ("Är du en människa?", Status.ABOUT, "2 dokument, daterade från 2023-06-12 till 2024-03-05"),
        ("Vad kan du svara på?", Status.ABOUT, "När gäller strategin?"),
        ("Jag vill prata med en människa", Status.ABOUT, "Kontakta regionen."),
        ("Who are you?", Status.ABOUT, "AI service"),
        ("Who are you?", Status.ABOUT, "Documents: 2"),
        ("Thank you!", Status.GREETING, "welcome"),
    ],
)
def test_small_talk_gets_a_short_fixed_answer(text: str, status: Status, said: str) -> None:
    searcher = FakeSearcher(hit(NEAR))
    answer = Answering(searcher).answer(Question(text))
    assert answer.status is status
    assert said in answer.text
    assert searcher.searched == []


def test_the_bot_says_what_it_is_also_with_nothing_published() -> None:
    answer = Answering(FakeSearcher(error=NoGenerationError("Inget."))).answer(Question("Vem är du?"))
    assert (answer.status, answer.text) == (Status.ABOUT, TEXTS[Status.ABOUT])


def test_who_asks_in_another_language_is_answered_in_it_with_swedish_quotes() -> None:
    searcher = FakeSearcher(hit(NEAR))
    question = "Which organisations can join the strategy?"
    answer = Answering(searcher).answer(Question(question))
    words = replies_in("en")
    assert (answer.status, answer.language, answer.text) == (Status.ANSWERED, "en", words.answered)
    assert answer.quotes[0].text == SENTENCES[0]
    assert answer.notices == (words.quotes_are_swedish, words.contact.format(contact="regionen"))
    assert searcher.searched == [question.removesuffix("?") + "?"]


def test_who_asks_in_a_language_without_texts_is_answered_in_english() -> None:
    answer = Answering(FakeSearcher()).answer(Question("Hvilke organisasjoner kan slutte seg til strategien?"))
    assert answer.language == "en"


def test_a_quote_from_a_replaced_document_comes_with_a_notice() -> None:
    replaced = replace(METADATA, superseded_by="nytt-beslut")
    answer = Answering(FakeSearcher(hit(NEAR, replaced))).answer(QUESTION)
    assert answer.notices == (SUPERSEDED,)


def test_a_follow_up_is_asked_inside_the_document_by_its_own_words() -> None:
    searcher = FakeSearcher(hit(NEAR))
    answer = Answering(searcher).answer(Question("Vilka kan ansluta sig till den?", (QUESTION.text,)))
    assert answer.interpreted_as == f"Jag tolkar det som: Vilka kan ansluta sig till den? (om: {QUESTION.text})"
    assert searcher.searched[-1] == "Vilka kan ansluta sig till den?"
    assert answer.status is Status.ANSWERED


def test_old_context_never_makes_an_answer_of_none() -> None:
    searcher = FakeSearcher(hit(NEAR))
    answer = Answering(searcher).answer(Question("Och vad heter deras hundar?", (QUESTION.text,)))
    assert answer.status is not Status.ANSWERED


def test_a_follow_up_to_something_off_the_subject_has_no_answer() -> None:
    answer = Answering(FakeSearcher(hit(FAR))).answer(Question("Vilka kan ansluta sig till den?", ("Går bussen?",)))
    assert (answer.status, answer.quotes, answer.related) == (Status.NO_ANSWER, (), ())
