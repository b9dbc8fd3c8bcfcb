"""What a question may be."""

import pytest

from bot.limits import refusal

LENGTH = "Frågan måste ha minst ett och högst 1 000 tecken."


@pytest.mark.parametrize(
    ("question", "earlier"),
    [("a", []), ("å" * 1000, []), ("🙂" * 1000, []), ("\n Vad gäller?", ["a" * 1000] * 6)],
)
def test_a_question_within_the_limits_is_taken(question: str, earlier: list[str]) -> None:
    assert refusal(question, earlier) is None


@pytest.mark.parametrize(
    ("question", "earlier", "reason"),
    [
        ("", [], LENGTH),
        (" \n\t\u00a0", [], LENGTH),
        ("a" * 1001, [], LENGTH),
        ("a", [""], LENGTH),
        ("a", ["b", " "], LENGTH),
        ("a", ["b" * 1001], LENGTH),
        ("a", ["b"] * 7, "Skicka med högst sex tidigare frågor."),
        ("\ud800", [], "Texten är inte giltig Unicode."),
        ("a", ["\udcff"], "Texten är inte giltig Unicode."),
    ],
)
def test_a_question_outside_the_limits_is_refused_with_the_reason(
    question: str, earlier: list[str], reason: str
) -> None:
    assert refusal(question, earlier) == reason
