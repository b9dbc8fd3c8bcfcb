"""Does a quote answer a follow-up by itself? Nothing that only an earlier question asked for counts."""

from bot.answer import Status
from bot.expectation import Expectation, met
from bot.quoting import Choice
from index.lexis import FUNCTION_WORDS, stem, words

_MET = 0.9
_RELATED_COSINE = 0.66
"""Between the follow-up alone and the sentence. docs/conversation.md has the measurement."""
_SHORTEST_PART = 4


def decide(query: str, expected: Expectation | None, best: Choice) -> Status:
    """answered, related or no_answer, for a sentence found inside the document that the conversation is about.

    Answered asks more than of a question that stands alone: the sentence must hold every word of the follow-up
    that carries meaning, and what it expects. The confidence is not asked: it is calibrated on whole questions.
    """
    own = [word for word in words(query) if word not in FUNCTION_WORDS]
    text = best.sentence.text
    held = [_holds(text, word) for word in own]
    if own and all(held) and (expected is None or met(expected, text) >= _MET):
        return Status.ANSWERED
    return Status.RELATED if best.sentence.cosine >= _RELATED_COSINE else Status.NO_ANSWER


def _holds(text: str, word: str) -> bool:
    """Whether a text has a word, inflected or as part of a compound: “följer” in “uppföljning”."""
    wanted = stem(word)
    if len(wanted) < _SHORTEST_PART:
        return any(stem(other) == wanted for other in words(text))
    return any(wanted in other for other in words(text))
