"""When a sentence answers a follow-up by the follow-up's own words."""

import pytest

from bot import quoting, support
from bot.answer import Status
from bot.expectation import expectation
from tests.fakes import hit


@pytest.mark.parametrize(
    ("query", "cosine", "status"),
    [
        ("Medför det några kostnader?", 0.85, Status.RELATED),
        ("Vilka organisationer kan ansluta sig till den?", 0.85, Status.ANSWERED),
        ("Och föreningar?", 0.85, Status.RELATED),
        ("När ansluter de sig?", 0.85, Status.RELATED),
        ("Och föreningar?", 0.6, Status.NO_ANSWER),
        ("Och det då?", 0.85, Status.RELATED),
    ],
    ids=["not in the sentence", "held", "another", "held without a time", "far off", "no words of its own"],
)
def test_only_a_sentence_with_all_own_words_and_what_is_expected_answers(
    query: str, cosine: float, status: Status
) -> None:
    expected = expectation(query)
    best = quoting.choose([hit(cosine)], expected)[0]
    assert support.decide(query, expected, best) is status
