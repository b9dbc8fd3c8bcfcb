"""The judgement of quotes: the right document, and a text that answers."""

import pytest

from bot.evaluation.right import Wanted

ANSWER = ("2,1 miljoner",)


def test_a_quote_from_another_document_is_wrong_whatever_it_says() -> None:
    assert not Wanted.of(["a.txt"], ANSWER).is_met_by("b.txt", "Det kostar 2,1 miljoner.")


def test_a_quote_that_holds_the_answer_is_right() -> None:
    assert Wanted.of(["a.txt"], ANSWER).is_met_by("a.txt", "Det kostar 2,1 miljoner.")


@pytest.mark.parametrize("quote", ["Det kostar 12,1 miljoner.", "Det kostar 2,1 miljonerna.", "Det kostar pengar."])
def test_part_of_a_word_or_number_is_not_the_answer(quote: str) -> None:
    assert not Wanted.of(["a.txt"], ANSWER).is_met_by("a.txt", quote)


@pytest.mark.parametrize("quote", ["kostar 2,1\n miljoner", "kostar 2,1\u00a0Miljoner", "kostar 2,1 mil\u00adjoner"])
def test_white_space_case_and_soft_hyphens_do_not_matter(quote: str) -> None:
    assert Wanted.of(["a.txt"], ANSWER).is_met_by("a.txt", quote)


def test_any_of_several_answers_in_any_right_document_will_do() -> None:
    wanted = Wanted.of(["a.txt", "b.txt"], ["Evas mål", "Mål 5"])
    assert wanted.is_met_by("b.txt", "Det är mål 5.")


def test_without_answers_any_quote_from_a_right_document_will_do() -> None:
    assert Wanted.of(["a"], ()).is_met_by("a", "Vad som helst.")


def test_an_answer_that_was_marked_inside_a_word_needs_no_word_borders() -> None:
    wanted = Wanted.of(["a"], ["vårdmottagning"], "På öppenvårdsmottagningar och vårdmottagningar.")
    assert not wanted.whole_words
    assert wanted.is_met_by("a", "Fråga på vårdmottagningar.")


def test_signs_in_an_answer_are_only_signs() -> None:
    assert Wanted.of(["a"], ["ca. 5 % (år)"]).is_met_by("a", "Det är ca. 5 % (år).")
