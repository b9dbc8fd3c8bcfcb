"""A published generation opened for searching."""

from collections.abc import Collection
from pathlib import Path
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from index import fusion, store
from index.encoder import Encoder, Encoding
from index.generations import Generations
from index.hits import Candidate, HitMaker
from index.kinds import KindWeights
from index.search import Holdings, SearchResult
from index.succession import with_successors
from index.terms import TermIndex, TermMatches
from index.token_vectors import TokenVectors
from index.vectors import VectorIndex

PASSAGES_FILE = "passages.db"
VECTORS_FILE = "vectors.faiss"
SENTENCES_FILE = "sentences.faiss"
TERMS_FOLDER = "terms"
TOKENS_FOLDER = "tokens"

_NEAREST_PASSAGES = 100
_NEAREST_SENTENCES = 200
_BEST_BY_TERMS = 100
_COMPARED_BY_PIECES = 30
_HITS = 10
_REJECTED = 20


class OpenGeneration:
    """One generation in memory, with the encoder it was built with. Safe to search from several threads."""

    def __init__(self, generation_id: str, folder: Path, encoder: Encoder, kind_weights: KindWeights) -> None:
        self.id = generation_id
        self._encoder = encoder
        self.documents = with_successors(store.read(folder / PASSAGES_FILE))
        self._vectors = VectorIndex.load(folder / VECTORS_FILE)
        self._sentence_vectors = VectorIndex.load(folder / SENTENCES_FILE)
        self._terms = TermIndex.load(folder / TERMS_FOLDER)
        self._tokens = TokenVectors.load(folder / TOKENS_FOLDER)
        passages = [(item, passage) for item in self.documents for passage in item.passages]
        self._owners = np.repeat(np.arange(len(passages)), [len(passage.sentences) for _, passage in passages])
        """The passage of every sentence."""
        self._documents_of = np.array([item.document.id for item, _ in passages])
        # A document's kind is in lower case, a setting may not be.
        weights = {kind.lower(): weight for kind, weight in kind_weights.items()}
        kinds = (item.document.metadata.kind for item, _ in passages)
        self._kind_weights = np.array([weights.get(kind, 0.0) for kind in kinds], dtype=np.float32)
        self._hits = HitMaker(passages, self._terms)
        self._texts = {(item.document.id, item.document.version): item.document.text for item in self.documents}

    @classmethod
    def open(
        cls, generations: Generations, generation_id: str, encoder: Encoder, kind_weights: KindWeights
    ) -> "OpenGeneration":
        """Verify a generation's files and read them. Raises GenerationDamagedError."""
        generations.verify(generation_id)
        return cls(generation_id, generations.path(generation_id), encoder, kind_weights)

    def canonical_text(self, document_id: str, version: str) -> str | None:
        return self._texts.get((document_id, version))

    @property
    def versions(self) -> frozenset[str]:
        """The version of every document in it."""
        return frozenset(version for _, version in self._texts)

    def holds_any(self, versions: Collection[str]) -> bool:
        """Whether any of those versions is in it."""
        return any(version in versions for _, version in self._texts)

    def holdings(self) -> Holdings:
        metadata = [item.document.metadata for item in self.documents]
        days = [day for one in metadata if (day := one.decided_on or one.valid_from)]
        return Holdings(len(metadata), min(days, default=None), max(days, default=None))

    def search(self, query: str, within: Collection[str] = ()) -> SearchResult:
        start = perf_counter()
        encoding = self._encoder.query_with_tokens(query)
        encoded = perf_counter()
        matches = self._terms.matches(query)
        candidates = self._candidates(encoding, matches, within)
        ranked = sorted(candidates, key=lambda candidate: candidate.score, reverse=True)
        hits = self._hits.of(matches.terms, ranked[: _HITS + _REJECTED])
        done = perf_counter()
        timings = {"encode": (encoded - start) * 1000, "search": (done - encoded) * 1000}
        return SearchResult(query, self.id, hits[:_HITS], hits[_HITS:], timings)

    def _candidates(self, encoding: Encoding, matches: TermMatches, within: Collection[str]) -> list[Candidate]:
        """The passages that may answer, compared piece by piece."""
        vector = encoding.vector
        terms = fusion.lexical(matches.coverage, matches.bm25)
        rows = self._rows_of(within) if within else self._rows_near(vector, terms)
        if not len(rows):
            return []
        passage = self._vectors.cosines(vector, rows)
        sentences, starts = self._sentence_cosines(vector, rows)
        sentence = np.maximum.reduceat(sentences, starts[:-1])
        first = fusion.first_stage(passage, sentence, terms[rows]) + self._kind_weights[rows]
        chosen = np.argsort(-first, kind="stable")[:_COMPARED_BY_PIECES].tolist()
        pieces = self._tokens.nearest(encoding.tokens, rows[chosen].tolist()).tolist()
        return [
            Candidate(
                row=int(rows[i]),
                passage=float(passage[i]),
                sentences=sentences[starts[i] : starts[i + 1]],
                lexical=float(terms[rows[i]]),
                coverage=float(matches.coverage[rows[i]]),
                kind_weight=float(self._kind_weights[rows[i]]),
                pieces=tuple(of_passage),
            )
            for i, of_passage in zip(chosen, pieces, strict=True)
        ]

    def _rows_of(self, documents: Collection[str]) -> NDArray[np.int64]:
        return np.flatnonzero(np.isin(self._documents_of, list(documents)))

    def _rows_near(self, vector: NDArray[np.float32], terms: NDArray[np.float32]) -> NDArray[np.int64]:
        """Passages near by themselves, by a sentence, or by their terms."""
        by_passage, _ = self._vectors.nearest(vector, _NEAREST_PASSAGES)
        by_sentence, _ = self._sentence_vectors.nearest(vector, _NEAREST_SENTENCES)
        by_terms = np.argsort(-terms, kind="stable")[:_BEST_BY_TERMS]
        near = np.zeros(len(self._vectors), np.bool_)
        for rows in (by_passage, self._owners[by_sentence], by_terms[terms[by_terms] > 0]):
            near[rows] = True
        return np.flatnonzero(near)

    def _sentence_cosines(
        self, vector: NDArray[np.float32], passages: NDArray[np.int64]
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """The cosines of the sentences of passages, whose rows are in order, and where each passage's begin and end."""
        wanted = np.zeros(len(self._vectors), np.bool_)
        wanted[passages] = True
        sentences = np.flatnonzero(wanted[self._owners])
        starts = np.searchsorted(self._owners[sentences], passages)
        return self._sentence_vectors.cosines(vector, sentences), np.append(starts, len(sentences))
