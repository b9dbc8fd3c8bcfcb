"""The term index: BM25 over Swedish stems. bm25s is imported here and nowhere else."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

from index.lexis import Compounds, content_words, stem, terms, vocabulary

_VOCABULARY_FILE = "vocabulary.json"
_K1 = 1.2
_B = 0.75
"""The usual BM25 constants (Robertson & Zaragoza 2009, The Probabilistic Relevance Framework)."""


@dataclass(frozen=True, slots=True)
class TermMatches:
    """How the passages match a query's terms, each of shape (passages,), 0 to 1.

    `coverage` is the share of the query's weight that a passage holds at all; `bm25` is the score as a share of
    the query's weight, which no passage can reach.
    """

    coverage: NDArray[np.float32]
    bm25: NDArray[np.float32]


class TermIndex:
    """BM25 scores of every passage for a query."""

    def __init__(self, retriever: bm25s.BM25, compounds: Compounds, words: frozenset[str]) -> None:
        self._retriever = retriever
        self._compounds = compounds
        self._words = words
        self._count = int(retriever.scores["num_docs"])

    @classmethod
    def build(cls, texts: Sequence[str]) -> "TermIndex":
        """Index passages in order; the texts' own words are what compounds are split into."""
        words = vocabulary(texts)
        compounds = Compounds(words)
        retriever = bm25s.BM25(method="lucene", k1=_K1, b=_B)
        retriever.index([terms(text, compounds) for text in texts], show_progress=False)
        return cls(retriever, compounds, words)

    @classmethod
    def load(cls, folder: Path) -> "TermIndex":
        retriever = bm25s.BM25.load(folder, load_corpus=False)
        words = frozenset(json.loads((folder / _VOCABULARY_FILE).read_text(encoding="utf-8")))
        return cls(retriever, Compounds(words), words)

    def save(self, folder: Path) -> None:
        self._retriever.save(folder, show_progress=False)
        text = json.dumps(sorted(self._words), ensure_ascii=False)
        (folder / _VOCABULARY_FILE).write_text(text, encoding="utf-8")

    def scores(self, query: str) -> NDArray[np.float32]:
        """The BM25 score of every passage, shape (passages,), at least 0; 0 where no term is shared."""
        known = [term for term in dict.fromkeys(terms(query, self._compounds)) if self._is_known(term)]
        if not known:
            return np.zeros(self._count, dtype=np.float32)
        scores: NDArray[np.float32] = self._retriever.get_scores(known)
        return scores

    def matches(self, query: str) -> TermMatches:
        """How every passage matches the query's terms; 0 where none is shared."""
        weights = self.weights(query)
        total = sum(weights.values())
        coverage = np.zeros(self._count, dtype=np.float32)
        if not total:
            return TermMatches(coverage, coverage)
        for term, weight in weights.items():
            coverage[self._holders(term)] += weight / total
        return TermMatches(coverage, np.minimum(self.scores(query) / total, 1))

    def weights(self, query: str) -> dict[str, float]:
        """How much each content word of the query says: its inverse document frequency, by stem."""
        return {stem(word): self._weight(stem(word)) for word in content_words(query)}

    def stems(self, text: str) -> frozenset[str]:
        """The stems of a passage or sentence, compound parts included."""
        return frozenset(terms(text, self._compounds))

    def _is_known(self, term: str) -> bool:
        return term in self._retriever.vocab_dict

    def _weight(self, term: str) -> float:
        frequency = self._frequency(term)
        return float(np.log(1 + (self._count - frequency + 0.5) / (frequency + 0.5)))

    def _frequency(self, term: str) -> int:
        return len(self._holders(term))

    def _holders(self, term: str) -> NDArray[np.int64]:
        """The passages that hold a term."""
        row = self._retriever.vocab_dict.get(term)
        if row is None:
            return np.empty(0, np.int64)
        start, end = self._retriever.scores["indptr"][row : row + 2].tolist()
        holders: NDArray[np.int64] = self._retriever.scores["indices"][start:end]
        return holders
