"""From a passage's row and its similarities to the Hit that others are handed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index import fusion, store
from index.passages import Passage
from index.search import Hit, SentenceHit, Source
from index.terms import Coverage, QueryTerm, TermIndex

_PASSAGES_KEPT = 2_000
"""How many passages' stems stay in memory, some 5 kB each."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage's row and what is known of it so far: cosines, terms as in `fusion.lexical`, and its kind's weight.

    `pieces` are the cosines of the query's word pieces. `dense` and `score` are as in a Hit.
    """

    row: int
    passage: float
    sentences: NDArray[np.float32]
    lexical: float
    coverage: float
    kind_weight: float
    pieces: tuple[float, ...] = ()
    dense: float = field(init=False)
    score: float = field(init=False)

    def __post_init__(self) -> None:
        sentence = float(self.sentences.max())
        # A query without a word piece has nothing to compare but the whole.
        tokens = sum(self.pieces) / len(self.pieces) if self.pieces else (self.passage + sentence) / 2
        dense = fusion.dense(self.passage, sentence, tokens)
        object.__setattr__(self, "dense", dense)
        object.__setattr__(self, "score", dense + self.lexical + self.kind_weight)


class HitMaker:
    """Knows every passage of a generation by row."""

    def __init__(self, passages: Sequence[tuple[store.IndexedDocument, Passage]], terms: TermIndex) -> None:
        self._passages = passages
        self._terms = terms
        # Stems take most of the time of a hit, and the same passages are near many questions.
        self._stems = lru_cache(_PASSAGES_KEPT)(self._stems_of)
        # Once per document: its version is a hash of the whole text.
        documents = {item.document.id: item for item, _ in passages}
        self._sources = {name: _source(item) for name, item in documents.items()}

    def of(self, wanted: Sequence[QueryTerm], candidates: Sequence[Candidate]) -> tuple[Hit, ...]:
        """The hits of candidates for a query's terms, in their order."""
        coverage = Coverage(wanted)
        return tuple(self._hit(candidate, coverage) for candidate in candidates)

    def _hit(self, candidate: Candidate, coverage: Coverage) -> Hit:
        item, passage = self._passages[candidate.row]
        document = item.document
        return Hit(
            source=self._sources[document.id],
            heading_path=document.sections[passage.section].heading_path,
            page=document.page_at(passage.start),
            sentences=tuple(
                SentenceHit(document.text[span.start : span.end], span.start, span.end, cosine, share)
                for span, cosine, share in zip(
                    passage.sentences,
                    candidate.sentences.tolist(),
                    coverage.of_each(*self._stems(candidate.row)),
                    strict=True,
                )
            ),
            score=candidate.score,
            dense=candidate.dense,
            lexical=candidate.lexical,
            coverage=candidate.coverage,
            pieces=candidate.pieces,
        )

    def _stems_of(self, row: int) -> tuple[tuple[frozenset[str], ...], frozenset[str]]:
        """The stems of each sentence of a passage, with those of the title and headings above it, and all of them."""
        item, passage = self._passages[row]
        document = item.document
        headings = document.sections[passage.section].heading_path
        above = self._terms.stems(" ".join((document.metadata.title, *headings)))
        sentences = tuple(self._terms.stems(document.text[s.start : s.end]) | above for s in passage.sentences)
        return sentences, above.union(*sentences)


def _source(item: store.IndexedDocument) -> Source:
    document = item.document
    return Source(document.id, document.version, document.path, document.metadata, document.replaced_on)
