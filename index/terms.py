"""The term index: BM25 over Swedish stems. bm25s is imported here and nowhere else."""

import json
import math
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

from index.lexis import Compounds, content_words, particle_verbs, stem, terms, vocabulary
from index.synonyms import synonyms

_VOCABULARY_FILE = "vocabulary.json"
_K1 = 1.2
_B = 0.75
"""The usual BM25 constants (Robertson & Zaragoza 2009, The Probabilistic Relevance Framework)."""


_SHORTEST_IN_COMPOUND = 4
_MOST_COMPOUNDS = 50
_LONGEST_QUERY = 10_000
"""How many characters of a query are read: more than a question and all earlier ones of its conversation."""


@dataclass(frozen=True, slots=True)
class QueryTerm:
    """A word of a query: the stems any of which a passage holds it by, and how much it says.

    `weight` is the inverse document frequency, above 0.
    """

    forms: frozenset[str]
    weight: float


class Coverage:
    """What share of a query's weight some stems hold."""

    def __init__(self, wanted: Sequence[QueryTerm]) -> None:
        self._terms = [(term.forms, term.weight) for term in wanted]
        self._total = sum(term.weight for term in wanted)

    def of_each(self, sentences: Sequence[frozenset[str]], passage: frozenset[str]) -> list[float]:
        """The share, 0 to 1, for each sentence of a passage, from their stems and those of the whole."""
        # Most passages hold few of the terms.
        held = [(forms, weight) for forms, weight in self._terms if not forms.isdisjoint(passage)]
        if not held:
            return [0.0] * len(sentences)
        return [
            sum([weight for forms, weight in held if not forms.isdisjoint(stems)]) / self._total for stems in sentences
        ]


@dataclass(frozen=True, slots=True)
class TermMatches:
    """A query's terms, and how the passages match them, each of shape (passages,), 0 to 1.

    `coverage` is the share of the query's weight that a passage holds at all; `bm25` is the score as a share of
    the query's weight, cut at 1: the parts of compounds score beside their wholes.
    """

    terms: tuple[QueryTerm, ...]
    coverage: NDArray[np.float32]
    bm25: NDArray[np.float32]


class TermIndex:
    """BM25 scores of every passage for a query."""

    def __init__(self, retriever: bm25s.BM25, compounds: Compounds, words: frozenset[str]) -> None:
        self._retriever = retriever
        self._compounds = compounds
        self._words = words
        self._count = int(retriever.scores["num_docs"])
        self._stems = sorted(map(str, retriever.vocab_dict))
        self._stems_backwards = sorted(found[::-1] for found in self._stems)

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

    def query_terms(self, query: str) -> tuple[QueryTerm, ...]:
        """The terms of a query, in order.

        One that the passages lack stands for the compounds that begin or end in it; a verb with a particle stands for
        the two as one word, too.
        """
        return tuple(term for term, _ in self._held_terms(query))

    def matches(self, query: str) -> TermMatches:
        """How every passage matches the query's terms; 0 where none is shared."""
        held = self._held_terms(query)
        wanted = tuple(term for term, _ in held)
        total = sum(term.weight for term in wanted)
        coverage = np.zeros(self._count, dtype=np.float32)
        if not total:
            return TermMatches(wanted, coverage, coverage)
        for term, holders in held:
            coverage[holders] += term.weight / total
        return TermMatches(wanted, coverage, np.minimum(self._bm25(query, wanted) / total, 1))

    def scores(self, query: str) -> NDArray[np.float32]:
        """The BM25 score of every passage, shape (passages,), at least 0; 0 where no term is shared."""
        return self._bm25(query, self.query_terms(query))

    def _bm25(self, query: str, wanted: Sequence[QueryTerm]) -> NDArray[np.float32]:
        forms = [form for term in wanted for form in sorted(term.forms)]
        parts = [part for word in content_words(query[:_LONGEST_QUERY]) for part in self._compounds.parts(word)]
        known = [term for term in dict.fromkeys((*forms, *parts)) if self._is_known(term)]
        if not known:
            return np.zeros(self._count, dtype=np.float32)
        scores: NDArray[np.float32] = self._retriever.get_scores(known)
        return scores

    def stems(self, text: str) -> frozenset[str]:
        """The stems of a passage or sentence, compound parts included."""
        return frozenset(terms(text, self._compounds))

    def _held_terms(self, query: str) -> list[tuple[QueryTerm, NDArray[np.int64]]]:
        """The terms of a query in order, each with the passages that hold it."""
        query = query[:_LONGEST_QUERY]
        together = particle_verbs(query)
        stems = dict.fromkeys(stem(word) for word in content_words(query))
        return [self._held_term(term, together.get(term, "")) for term in stems]

    def _held_term(self, term: str, with_particle: str) -> tuple[QueryTerm, NDArray[np.int64]]:
        alternatives = synonyms(term) | synonyms(with_particle)
        known = frozenset(filter(self._is_known, (term, with_particle, *alternatives)))
        forms = known or frozenset(self._compounds_with(term)) or frozenset({term})
        holders = self._holders(forms)
        weight = math.log(1 + (self._count - len(holders) + 0.5) / (len(holders) + 0.5))
        return QueryTerm(forms, weight), holders

    def _compounds_with(self, term: str) -> list[str]:
        """Stems of the passages that begin or end in a term long enough to be a word of its own."""
        if len(term) < _SHORTEST_IN_COMPOUND:
            return []
        backwards = term[::-1]
        return [
            *_beginning_with(self._stems, term),
            *(found[::-1] for found in _beginning_with(self._stems_backwards, backwards)),
        ]

    def _is_known(self, term: str) -> bool:
        # bm25s adds an empty term of its own.
        return bool(term) and term in self._retriever.vocab_dict

    def _holders(self, forms: Iterable[str]) -> NDArray[np.int64]:
        """The passages that hold any of some terms, in order."""
        starts, indices = self._retriever.scores["indptr"], self._retriever.scores["indices"]
        rows = [self._retriever.vocab_dict[form] for form in forms if self._is_known(form)]
        held: list[NDArray[np.int64]] = [indices[starts[row] : starts[row + 1]] for row in rows]
        if len(held) == 1:
            return held[0]
        holds = np.zeros(self._count, np.bool_)
        for passages in held:
            holds[passages] = True
        return np.flatnonzero(holds)


def _beginning_with(ordered: list[str], start: str) -> list[str]:
    first = bisect_left(ordered, start)
    return ordered[first : bisect_left(ordered, start + "\U0010ffff", lo=first)][:_MOST_COMPOUNDS]
