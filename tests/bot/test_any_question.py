"""Any question at all has an outcome, in bounded time, and whatever is quoted stands in its document."""

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.answer import Question, Status
from bot.answering import Answering
from bot.language import detect
from index.encoder import Encoder
from index.live import LiveSearcher

SECONDS = 3.0
"""Of processor time, for what takes some hundredths of a second."""
ANY = st.text(st.characters(), max_size=1000)
"""Also halves of surrogate pairs, NUL, and what has no glyph."""
ASKED = st.sampled_from(
    ["Vem kan ansluta sig?", "Vad kostar beslutet", "Och då?", "hej", "Min man slår mig", "Who can join?", "كيف أنضم؟"]
)
MIXED = st.lists(ASKED | st.text(st.characters(), max_size=80), max_size=6).map(" ".join)


@pytest.fixture(scope="module")
def live(published_var: Path, default_encoder: Encoder) -> LiveSearcher:
    live = LiveSearcher(published_var, lambda _hash: default_encoder)
    live.refresh()
    return live


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=ANY | MIXED, history=st.lists(ANY | ASKED, max_size=6), today=st.dates())
@example(text="\ud800" * 1000, history=["\udfff"], today=date.min)
@example(text="", history=[], today=date.max)
@example(text="i " * 500, history=["og " * 333], today=date(2024, 6, 1))
def test_any_question_has_an_outcome(live: LiveSearcher, text: str, history: list[str], today: date) -> None:
    began = time.process_time()
    answer = Answering(live).answer(Question(text, tuple(history), today))
    assert time.process_time() - began < SECONDS
    # What fails inside is told as this, and as nothing else.
    assert answer.status is not Status.UNAVAILABLE
    assert answer.text
    assert answer.language.isalpha()
    for quote in answer.quotes + answer.related:
        held = live.canonical_text(quote.source.id, quote.source.version)
        assert held is not None
        assert held[quote.start : quote.end] == quote.text != ""


@pytest.mark.parametrize("hidden", ["\ud800", "\u200b", "\x00", "\U000e0041"], ids=ascii)
def test_characters_that_nobody_sees_keep_no_one_from_help(live: LiveSearcher, hidden: str) -> None:
    text = "Pappa kastar saker på mamma när han dricker"
    for written in (text, hidden + text, hidden.join(text), text + hidden * 1000):
        crisis = Answering(live).crisis(written)
        assert crisis is not None
        assert crisis.status is Status.CRISIS


@pytest.mark.parametrize("word", ["ja ", "kan du ", "mannen ", "og ", "den ", "i ", "the ", "å "])
def test_a_text_of_any_length_has_a_language(word: str) -> None:
    for length in (1_000, 100_000):
        assert len(detect(word * (length // len(word)))) == 2


@pytest.mark.parametrize("unit", ["-a", "å", "[", "a@", "@", "a.", "https://", " ", "ß"])
def test_the_language_of_a_long_text_is_found_in_bounded_time(unit: str) -> None:
    began = time.process_time()
    detect(unit * (1_000_000 // len(unit)))
    assert time.process_time() - began < SECONDS
