"""What is told of the best hit."""

from dataclasses import replace

from bot.expectation import expectation
from bot.features import Features, features
from bot.quoting import choose
from index.search import SearchResult
from tests.fakes import hit


def _features(question: str, likeness: float = 0.9) -> Features:
    found = replace(hit(likeness), pieces=(0.9, 0.6, 0.8))
    expected = expectation(question)
    result = SearchResult(question, "generation", (found,), (), {})
    told = features(question, result, choose(result.hits, expected), expected)
    assert told is not None
    return told


def test_the_weakest_piece_of_the_question_is_kept() -> None:
    assert _features("Vilka kan ansluta sig?").weakest == 0.6


def test_a_name_that_the_passage_lacks_is_noticed_in_any_form() -> None:
    assert _features("Kan alla i Köping ansluta sig till Strategins mål?").lacks_name == 0.5


def test_the_first_word_is_no_name() -> None:
    assert _features("Köping?").lacks_name == 0


def test_a_sentence_that_holds_what_is_asked_for_farther_away_is_a_detour() -> None:
    assert _features("Vad kostar det?").detour == 0.13
    assert _features("Vad säger beslutet?").detour == 0


def test_without_hits_there_is_nothing_to_tell() -> None:
    assert features("Vad?", SearchResult("Vad?", "generation", (), (), {}), (), None) is None
