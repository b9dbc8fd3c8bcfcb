"""Do the hits answer the question? A hand-set confidence and the decision that rests on it."""

import math

from bot.answer import Status
from index.search import SearchResult

ANSWERED_FROM = 0.6
RELATED_FROM = 0.5
"""Cautious on purpose: no off-topic question tried so far is answered. They do not tell a question on the topic
whose answer is missing from one whose answer is there; only a fitted model over better features can.
"""

_INTERCEPT = -36.5
_BEST_SENTENCE = 38.0
_DENSE = 4.0
_COVERAGE = 2.6
"""Log odds per unit of each feature. Chosen by hand on thirteen questions over one decision paper, and not fitted."""


def confidence(result: SearchResult) -> float:
    """0 to 1, higher where the best hit more likely answers; not a probability, and 0 where there is no hit."""
    if not result.hits:
        return 0.0
    first = result.hits[0]
    best = max(hit.best_sentence.cosine for hit in result.hits[:3])
    odds = _INTERCEPT + _BEST_SENTENCE * best + _DENSE * first.dense + _COVERAGE * first.coverage
    return 1 / (1 + math.exp(-odds))


def decide(confidence_: float) -> Status:
    """answered, related or no_answer."""
    if confidence_ >= ANSWERED_FROM:
        return Status.ANSWERED
    return Status.RELATED if confidence_ >= RELATED_FROM else Status.NO_ANSWER
