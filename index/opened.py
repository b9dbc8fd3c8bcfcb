"""A published generation opened for searching."""

from collections.abc import Iterable
from itertools import accumulate
from pathlib import Path
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from index import store
from index.encoder import Encoder
from index.fusion import fuse
from index.generations import Generations
from index.passages import Passage
from index.search import Hit, SearchResult, SentenceHit, Source
from index.terms import TermIndex
from index.vectors import VectorIndex

PASSAGES_FILE = "passages.db"
VECTORS_FILE = "vectors.faiss"
SENTENCES_FILE = "sentences.faiss"
TERMS_FOLDER = "terms"

_NEAREST_PASSAGES = 100
_NEAREST_SENTENCES = 200
_BEST_BY_TERMS = 100
_HITS = 10
_REJECTED = 20


class OpenGeneration:
    """One generation in memory, with the encoder it was built with. Safe to search from several threads."""

    def __init__(self, generation_id: str, folder: Path, encoder: Encoder) -> None:
        self.id = generation_id
        self._encoder = encoder
        self.documents = store.read(folder / PASSAGES_FILE)
        self._vectors = VectorIndex.load(folder / VECTORS_FILE)
        self._sentence_vectors = VectorIndex.load(folder / SENTENCES_FILE)
        self._terms = TermIndex.load(folder / TERMS_FOLDER)
        self._passages = [(item, passage) for item in self.documents for passage in item.passages]
        counts = (len(passage.sentences) for _, passage in self._passages)
        self._sentence_starts = np.fromiter(accumulate(counts, initial=0), dtype=np.int64)
        self._texts = {(item.document.id, item.document.version): item.document.text for item in self.documents}
        self._sources = {item.document.id: _source(item) for item in self.documents}

    @classmethod
    def open(cls, generations: Generations, generation_id: str, encoder: Encoder) -> "OpenGeneration":
        """Verify a generation's files and read them. Raises GenerationDamagedError."""
        generations.verify(generation_id)
        return cls(generation_id, generations.path(generation_id), encoder)

    def canonical_text(self, document_id: str, version: str) -> str | None:
        return self._texts.get((document_id, version))

    def search(self, query: str) -> SearchResult:
        start = perf_counter()
        vector = self._encoder.encode_queries([query])[0]
        encoded = perf_counter()
        lexical = self._terms.scores(query)
        rows = self._candidates(vector, lexical)
        hits = self._rank(query, vector, rows, lexical)
        done = perf_counter()
        timings = {"encode": (encoded - start) * 1000, "search": (done - encoded) * 1000}
        return SearchResult(query, self.id, tuple(hits[:_HITS]), tuple(hits[_HITS : _HITS + _REJECTED]), timings)

    def _candidates(self, vector: NDArray[np.float32], lexical: NDArray[np.float32]) -> list[int]:
        """Passages that are near by themselves, by one of their sentences, or by their terms."""
        by_passage, _ = self._vectors.nearest(vector, _NEAREST_PASSAGES)
        by_sentence, _ = self._sentence_vectors.nearest(vector, _NEAREST_SENTENCES)
        owners = np.searchsorted(self._sentence_starts, by_sentence, side="right") - 1
        by_terms = np.argsort(-lexical, kind="stable")[:_BEST_BY_TERMS]
        by_terms = by_terms[lexical[by_terms] > 0]
        return sorted({*by_passage.tolist(), *owners.tolist(), *by_terms.tolist()})

    def _rank(
        self, query: str, vector: NDArray[np.float32], rows: list[int], lexical: NDArray[np.float32]
    ) -> list[Hit]:
        cosines = [self._sentence_cosines(row, vector) for row in rows]
        passage_cosines = np.array([float((self._vectors.rows(row, row + 1) @ vector)[0]) for row in rows])
        dense = (passage_cosines + np.array([values.max() for values in cosines])) / 2
        scores = fuse(dense, lexical[rows].astype(np.float64))
        weights = self._terms.weights(query)
        order = np.argsort(-scores, kind="stable")[: _HITS + _REJECTED]
        return [
            self._hit(rows[i], cosines[i], weights, float(scores[i]), float(dense[i]), float(lexical[rows[i]]))
            for i in order
        ]

    def _sentence_cosines(self, row: int, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        start, end = self._sentence_starts[row : row + 2].tolist()
        cosines: NDArray[np.float32] = self._sentence_vectors.rows(start, end) @ vector
        return cosines

    def _hit(
        self,
        row: int,
        cosines: NDArray[np.float32],
        weights: dict[str, float],
        *scores: float,
    ) -> Hit:
        item, passage = self._passages[row]
        document = item.document
        headings = document.sections[passage.section].heading_path
        held = self._terms.stems(" ".join((document.metadata.title, *headings, _text(document.text, passage))))
        score, dense, lexical = scores
        return Hit(
            source=self._sources[document.id],
            heading_path=headings,
            page=document.page_at(passage.start),
            sentences=tuple(
                SentenceHit(document.text[s.start : s.end], s.start, s.end, float(cosine))
                for s, cosine in zip(passage.sentences, cosines, strict=True)
            ),
            score=score,
            dense=dense,
            lexical=lexical,
            coverage=_share(weights, held),
        )


def _text(text: str, passage: Passage) -> str:
    return text[passage.start : passage.end]


def _share(weights: dict[str, float], held: Iterable[str]) -> float:
    total = sum(weights.values())
    if total == 0:
        return 0.0
    return sum(weights[stem] for stem in weights.keys() & set(held)) / total


def _source(item: store.IndexedDocument) -> Source:
    document = item.document
    return Source(document.id, document.version, document.path, document.metadata)
