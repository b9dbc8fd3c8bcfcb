"""Golden questions: how they are read, and which answers to them are right."""

from datetime import date
from pathlib import Path

import pytest

from bot.answer import Answer, Quote, Status, Validity
from bot.golden import GoldenError, GoldenQuestion, read_golden, without_repeats
from index.documents import Metadata
from index.search import Source

SHIPPED = Path(__file__).parents[2] / "documents" / "golden.yaml"
ASKED = GoldenQuestion("Vad kostar det?", "beslut.md", "inga kostnader")
UNANSWERABLE = GoldenQuestion("Hur lång är kön?", None)


def _quote(text: str, path: str = "beslut.md", id: str = "beslut") -> Quote:
    source = Source(id, "0123456789abcdef", path, Metadata("Beslutet", "beslut", decided_on=date(2024, 1, 1)))
    return Quote(text, 0, len(text), source, None, None, Validity.IN_FORCE)


def _answered(text: str, path: str = "beslut.md", id: str = "beslut") -> Answer:
    return Answer(Status.ANSWERED, "Så här står det:", quotes=(_quote(text, path, id),))


def test_every_shipped_question_is_read_and_those_without_an_answer_name_no_document() -> None:
    golden = read_golden(SHIPPED)
    assert len(golden) >= 45
    assert {item.answer for item in golden if item.document is None} == {""}
    assert all(item.answer for item in golden if item.document is not None)


def test_a_file_that_is_not_there_holds_no_question(tmp_path: Path) -> None:
    assert read_golden(tmp_path / "golden.yaml") == ()


@pytest.mark.parametrize(
    "text",
    [
        "question: en fråga",
        "- {question: '', document: none, answer: ''}",
        "- {question: Vad?, answer: Det.}",
        "- {question: Vad?, document: beslut.md, answer: 3}",
        "- [",
        "\x00",
    ],
)
def test_a_file_that_holds_something_else_is_refused_by_its_name(tmp_path: Path, text: str) -> None:
    (tmp_path / "golden.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(GoldenError, match=r"golden\.yaml"):
        read_golden(tmp_path / "golden.yaml")


def test_an_empty_file_holds_no_question(tmp_path: Path) -> None:
    (tmp_path / "golden.yaml").write_text("# inga än\n", encoding="utf-8")
    assert read_golden(tmp_path / "golden.yaml") == ()


def test_a_quote_with_the_wanted_words_from_the_wanted_document_is_right() -> None:
    assert ASKED.is_answered_right(_answered("Beslutet medför  Inga kostnader."))


def test_the_wanted_words_from_another_document_are_wrong() -> None:
    assert not ASKED.is_answered_right(_answered("Beslutet medför inga kostnader.", "annat.md", "annat"))


def test_other_words_from_the_wanted_document_are_wrong() -> None:
    assert not ASKED.is_answered_right(_answered("Beslutet medför kostnader."))


def test_without_wanted_words_any_quote_from_the_document_is_right() -> None:
    assert GoldenQuestion("Vad?", "beslut.md").is_answered_right(_answered("Vad som helst."))


@pytest.mark.parametrize("name", ["beslut.md", "beslut", "Beslut.pdf"])
def test_a_document_goes_by_its_path_its_id_and_its_former_format(name: str) -> None:
    asked = GoldenQuestion("Vad kostar det?", name, "inga kostnader")
    assert asked.is_answered_right(_answered("Beslutet medför inga kostnader.", "beslut.docx"))


def test_the_wanted_words_among_related_passages_are_no_answer() -> None:
    related = Answer(Status.RELATED, "Det här kan ha med saken att göra:", related=(_quote("inga kostnader"),))
    assert not ASKED.is_answered_right(related)


@pytest.mark.parametrize("status", [Status.NO_ANSWER, Status.RELATED, Status.CRISIS])
def test_what_must_not_be_answered_is_right_with_any_other_outcome(status: Status) -> None:
    assert UNANSWERABLE.is_answered_right(Answer(status, ""))


def test_what_must_not_be_answered_is_wrong_with_an_answer() -> None:
    assert not UNANSWERABLE.is_answered_right(_answered("Kön är lång."))


@pytest.mark.parametrize("asked", [ASKED, UNANSWERABLE])
def test_nothing_is_right_while_the_bot_cannot_search(asked: GoldenQuestion) -> None:
    assert not asked.is_answered_right(Answer(Status.UNAVAILABLE, ""))


def test_a_question_that_is_there_twice_is_asked_once_as_it_was_last_wanted() -> None:
    later = GoldenQuestion("VAD KOSTAR DET?", "beslut.md", "hundra kronor")
    assert without_repeats((ASKED, UNANSWERABLE, later)) == (later, UNANSWERABLE)
