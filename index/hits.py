"""From a passage's row and its similarities to the Hit that others are handed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index import fusion, store
from index.passages import Passage, Sentence
from index.search import Hit, SentenceHit, Source
from index.terms import TermIndex


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage's row and what is known of it so far: cosines, terms as in `fusion.lexical`, and its kind's weight.

    `pieces` are the cosines of the query's word pieces, once they have been compared.
    """

    row: int
    passage: float
    sentences: NDArray[np.float32]
    lexical: float
    coverage: float
    kind_weight: float
    pieces: tuple[float, ...] = ()

    def with_pieces(self, pieces: NDArray[np.float32]) -> "Candidate":
        return replace(self, pieces=tuple(pieces.tolist()))

    @property
    def dense(self) -> float:
        sentence = float(self.sentences.max())
        # A query without a word piece has nothing to compare but the whole.
        tokens = sum(self.pieces) / len(self.pieces) if self.pieces else (self.passage + sentence) / 2
        return fusion.dense(self.passage, sentence, tokens)

    @property
    def score(self) -> float:
        return self.dense + self.lexical + self.kind_weight


class HitMaker:
    """Knows every passage of a generation by row."""

    def __init__(self, passages: Sequence[tuple[store.IndexedDocument, Passage]], terms: TermIndex) -> None:
        self._passages = passages
        self._terms = terms
        self._sources = {item.document.id: _source(item) for item, _ in passages}

    def of(self, query: str, candidates: Sequence[Candidate]) -> tuple[Hit, ...]:
        """The hits of candidates, in their order."""
        weights = self._terms.weights(query)
        return tuple(self._hit(candidate, weights) for candidate in candidates)

    def _hit(self, candidate: Candidate, weights: Mapping[str, float]) -> Hit:
        item, passage = self._passages[candidate.row]
        document = item.document
        headings = document.sections[passage.section].heading_path
        above = self._terms.stems(" ".join((document.metadata.title, *headings)))
        return Hit(
            source=self._sources[document.id],
            heading_path=headings,
            page=document.page_at(passage.start),
            sentences=tuple(
                self._sentence(document.text, sentence, cosine, weights, above)
                for sentence, cosine in zip(passage.sentences, candidate.sentences.tolist(), strict=True)
            ),
            score=candidate.score,
            dense=candidate.dense,
            lexical=candidate.lexical,
            coverage=candidate.coverage,
            pieces=candidate.pieces,
        )

    def _sentence(
        self, text: str, span: Sentence, cosine: float, weights: Mapping[str, float], above: frozenset[str]
    ) -> SentenceHit:
        shown = text[span.start : span.end]
        held = weights.keys() & (self._terms.stems(shown) | above)
        coverage = sum(weights[term] for term in held) / (sum(weights.values()) or 1)
        return SentenceHit(shown, span.start, span.end, cosine, coverage)


def _source(item: store.IndexedDocument) -> Source:
    document = item.document
    return Source(document.id, document.version, document.path, document.metadata)
