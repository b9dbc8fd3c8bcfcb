"""Which sentences of the hits are quoted, and in which order."""

from dataclasses import replace

import pytest

from bot.expectation import expectation
from bot.quoting import MOST_QUOTES, choose
from index.search import Hit, SentenceHit
from tests.fakes import hit


def _passage(*sentences: tuple[str, float], score: float = 0.9, coverage: float = 0.0) -> Hit:
    """A hit with sentences, each so near the query."""
    found, start = [], 0
    for text, near in sentences:
        found.append(SentenceHit(text, start, start + len(text), near, coverage))
        start += len(text) + 1
    return replace(hit(score), sentences=tuple(found), score=score)


def _chosen(question: str, *hits: Hit) -> list[str]:
    return [choice.sentence.text for choice in choose(hits, expectation(question))]


def test_nothing_is_chosen_where_nothing_was_found() -> None:
    assert choose((), None) == ()


def test_the_nearest_sentence_comes_first_and_those_much_farther_are_left_out() -> None:
    passage = _passage(("Nämnden följer upp arbetet.", 0.80), ("Strategin följs upp varje år.", 0.84), ("Bilaga.", 0.6))
    expected = ["Strategin följs upp varje år.", "Nämnden följer upp arbetet."]
    assert _chosen("Berätta om uppföljningen", passage) == expected


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("När gäller strategin?", "Den gäller åren 2024–2027."),
        ("Vad kostar det?", "Det medför inga kostnader."),
        ("Hur många kommuner finns det i länet?", "Länet har tio kommuner."),
        ("Vem beslutar?", "Det gör Regionfullmäktige i Västmanland."),
    ],
)
def test_the_sentence_that_holds_what_is_asked_for_comes_before_a_nearer_one(question: str, answers: str) -> None:
    assert _chosen(question, _passage(("Här står mer om ämnet i fråga.", 0.84), (answers, 0.82)))[0] == answers


def test_a_sentence_that_answers_comes_before_a_nearer_one_that_asks() -> None:
    passage = _passage(("Vad är egentligen jämställdhet?", 0.87), ("Jämställdhet är lika makt för alla.", 0.84))
    assert _chosen("Vad är jämställdhet?", passage)[0] == "Jämställdhet är lika makt för alla."


def test_a_nearer_sentence_of_a_passage_far_behind_stands_back() -> None:
    best = _passage(("Strategin följs upp av länsstyrelsen.", 0.83), score=0.95)
    behind = _passage(("Projektet följs upp av en nämnd.", 0.86), score=0.8)
    assert _chosen("Berätta om uppföljningen", best, behind) == ["Strategin följs upp av länsstyrelsen."]


def test_the_same_words_are_quoted_once_and_three_sentences_at_most() -> None:
    one = _passage(*((f"Mening nummer {number} handlar om saken.", 0.8) for number in range(5)))
    chosen = _chosen("Berätta om saken", one, replace(one, score=0.89))
    assert len(chosen) == len(set(chosen)) == MOST_QUOTES
