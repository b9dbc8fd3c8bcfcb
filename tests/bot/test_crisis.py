"""What a person at risk is told, whatever else is wrong."""

import pytest

from bot.answer import Question, Status
from bot.answering import Answering
from bot.content import Content, HelpLine, Need, default_content
from bot.foreign_crisis import FOREIGN_CRISIS
from bot.foreign_replies import languages
from bot.language import detect
from bot.replies import CRISIS
from bot.risk import Kind
from index.errors import NoGenerationError
from tests.fakes import FakeSearcher

AFRAID = "min man slog mig igår och jag vågar inte gå hem"
WORDS = [CRISIS, *FOREIGN_CRISIS.values()]


def test_every_line_is_told_and_112_first() -> None:
    answer = Answering(FakeSearcher()).answer(Question(AFRAID))
    told = answer.text.splitlines()
    assert answer.status is Status.CRISIS
    assert told[1].endswith("112")
    assert told[2].endswith("020-50 50 50")
    assert all(line.number in answer.text for line in default_content().help_lines)


def test_nothing_of_the_message_is_searched_logged_or_returned(caplog: pytest.LogCaptureFixture) -> None:
    searcher = FakeSearcher()
    answer = Answering(searcher).answer(Question(AFRAID))
    assert searcher.searched == []
    assert (answer.quotes, answer.related, answer.confidence, answer.interpreted_as) == ((), (), None, None)
    assert "slog" not in repr(answer) + caplog.text


@pytest.mark.parametrize("text", [AFRAID + " och" * 5000, f"\u200b{AFRAID}\U000e0041", f"850101-1234 {AFRAID}"])
def test_help_comes_whatever_the_length_and_without_an_index(text: str) -> None:
    answering = Answering(FakeSearcher(error=NoGenerationError("Inget.")))
    assert answering.answer(Question(text)).status is Status.CRISIS
    crisis = answering.crisis(text)
    assert crisis is not None
    assert "112" in crisis.text


def test_help_comes_also_when_the_content_cannot_be_read() -> None:
    def broken() -> Content:
        raise OSError("the records are gone")

    crisis = Answering(FakeSearcher(), broken).crisis(AFRAID)
    assert crisis is not None
    assert "020-50 50 50" in crisis.text


def test_an_administrator_s_lines_are_told() -> None:
    line = HelpLine("0123-45 67 89", "Länets jourlinje", Need.VIOLENCE)
    content = Content((line,), "regionen", "", ())
    crisis = Answering(FakeSearcher(), lambda: content).crisis(AFRAID)
    assert crisis is not None
    assert "Länets jourlinje 0123-45 67 89" in crisis.text


@pytest.mark.parametrize(
    ("text", "language"), [("my husband hits me and I am afraid", "en"), ("mein Mann schlägt mich", "de")]
)
def test_help_is_told_in_the_language_of_the_message(text: str, language: str) -> None:
    crisis = Answering(FakeSearcher()).crisis(text)
    assert crisis is not None
    assert crisis.language == language
    assert FOREIGN_CRISIS[language].closing in crisis.text


def test_a_question_about_violence_is_no_crisis() -> None:
    assert Answering(FakeSearcher()).crisis("Vad säger strategin om mäns våld mot kvinnor?") is None


def test_every_reply_language_has_words_and_none_claims_to_be_checked() -> None:
    assert set(FOREIGN_CRISIS) == set(languages())
    assert not any(words.checked_by_speaker for words in FOREIGN_CRISIS.values())


@pytest.mark.parametrize("words", WORDS, ids=lambda words: words.language)
def test_every_kind_and_every_need_has_words_in_the_language(words: object) -> None:
    assert isinstance(words, type(CRISIS))
    assert (set(words.opening), set(words.need)) == (set(Kind), set(Need))
    assert {detect(text) for text in [*words.opening.values(), words.closing]} == {words.language}
