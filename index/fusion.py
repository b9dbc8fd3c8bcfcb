"""One ranking out of meaning and words: a sum whose parts can be read off every hit."""

import numpy as np
from numpy.typing import NDArray

Shares = NDArray[np.float32]
"""A number for each of some passages, shape (n,)."""

_TERMS = 0.12
_TERMS_WITHOUT_PIECES = 0.225
"""What a full match of terms is worth in units of cosine.

Cosines of one model keep their scale from corpus to corpus, and so do shares of a query's weight. Standardised
per query, as is usual, the terms weigh as much where they explain next to nothing of a question (one in another
language, or in other words) as where they explain all of it. docs/quality.md has the comparison.
"""


def dense(passage: float, sentence: float, pieces: float) -> float:
    """The nearness of meaning: cosines of the passage, of its best sentence, and twice that of the query's pieces."""
    return (passage + sentence + 2 * pieces) / 4


def lexical(coverage: Shares, bm25: Shares) -> Shares:
    """What the shared terms add, 0 to 0.12, from two shares of the query's weight."""
    return (coverage + bm25) * np.float32(_TERMS / 2)


def first_stage(passage: Shares, sentence: Shares, terms: Shares) -> Shares:
    """The ranking by which passages are chosen for the comparison piece by piece; `terms` is what `lexical` gave."""
    return (passage + sentence) * np.float32(0.5) + terms * np.float32(_TERMS_WITHOUT_PIECES / _TERMS)
