"""What a search is measured against: the plain similarities of every passage to a query, not fused."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import store
from index.encoder import Encoder
from index.opened import PASSAGES_FILE, SENTENCES_FILE, TERMS_FOLDER, VECTORS_FILE
from index.terms import TermIndex
from index.vectors import VectorIndex


@dataclass(frozen=True, slots=True)
class Similarities:
    """Of every passage, in row order: the path of its document, and three arrays of shape (passages,).

    `passage` and `sentence` are cosines, -1 to 1, of the passage and of its best sentence; `lexical` is BM25,
    at least 0.
    """

    paths: tuple[str, ...]
    passage: NDArray[np.float64]
    sentence: NDArray[np.float64]
    lexical: NDArray[np.float64]


def open_similarities(folder: Path, encoder: Encoder) -> Callable[[str], Similarities]:
    """From a query to its Similarities in the generation that lies in `folder`."""
    documents = store.read(folder / PASSAGES_FILE)
    paths = tuple(item.document.path for item in documents for _ in item.passages)
    counts = [len(passage.sentences) for item in documents for passage in item.passages]
    starts = np.fromiter(accumulate(counts[:-1], initial=0), dtype=np.int64)
    passages, sentences = VectorIndex.load(folder / VECTORS_FILE), VectorIndex.load(folder / SENTENCES_FILE)
    passage_vectors, sentence_vectors = passages.rows(0, len(passages)), sentences.rows(0, len(sentences))
    terms = TermIndex.load(folder / TERMS_FOLDER)

    def similarities(query: str) -> Similarities:
        vector = encoder.encode_queries([query])[0]
        best = np.maximum.reduceat(sentence_vectors @ vector, starts)
        return Similarities(
            paths,
            (passage_vectors @ vector).astype(np.float64),
            best.astype(np.float64),
            terms.scores(query).astype(np.float64),
        )

    return similarities
