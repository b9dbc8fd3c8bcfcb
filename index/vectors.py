"""The vector index: FAISS, imported here and nowhere else."""

from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from index.encoder import Vectors

EXACT_UP_TO = 50_000
"""Vectors up to which every one is compared: about 5 ms on one core at 384 dimensions (docs/measurements.md).
Above it a graph (HNSW) finds nearly all of the nearest in a fraction of the time."""

_HNSW_LINKS = 32
_HNSW_BUILD_EFFORT = 200
_HNSW_SEARCH_EFFORT = 400


class VectorIndex:
    """Rows of unit vectors that are searched by inner product, which for them is the cosine."""

    def __init__(self, index: "faiss.Index") -> None:
        self._index = index
        # A graph keeps its vectors in an exact index of its own.
        self._exact: Any = faiss.downcast_index(index.storage) if isinstance(index, faiss.IndexHNSW) else index

    @classmethod
    def build(cls, vectors: Vectors) -> "VectorIndex":
        """Index `vectors`, shape (n, dimensions), float32; exactly while n is at most EXACT_UP_TO."""
        dimensions = vectors.shape[1]
        index: faiss.Index
        if len(vectors) <= EXACT_UP_TO:
            index = faiss.IndexFlatIP(dimensions)
        else:
            graph = faiss.IndexHNSWFlat(dimensions, _HNSW_LINKS, faiss.METRIC_INNER_PRODUCT)
            graph.hnsw.efConstruction = _HNSW_BUILD_EFFORT
            graph.hnsw.efSearch = _HNSW_SEARCH_EFFORT
            index = graph
        index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        return cls(index)

    @classmethod
    def load(cls, path: Path) -> "VectorIndex":
        return cls(faiss.read_index(str(path)))

    def save(self, path: Path) -> None:
        faiss.write_index(self._index, str(path))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def nearest(self, query: NDArray[np.float32], count: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Rows and cosines of the `count` nearest to `query`, shape (dimensions,), best first."""
        scores, rows = self._index.search(query.reshape(1, -1), min(count, len(self)))
        found = rows[0] >= 0
        return rows[0][found], scores[0][found]

    def cosines(self, query: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """The cosine of each of `rows` to `query`, shape (len(rows),), exact whatever the size of the index."""
        cosines = np.empty(len(rows), np.float32)
        pointers = [faiss.swig_ptr(np.ascontiguousarray(array)) for array in (query, cosines, rows)]
        self._exact.compute_distance_subset(1, pointers[0], len(rows), *pointers[1:])
        return cosines

    def rows(self, start: int, end: int) -> Vectors:
        """The vectors of rows start to end, shape (end - start, dimensions)."""
        vectors: Vectors = self._index.reconstruct_n(start, end - start)
        return vectors


def use_threads(count: int) -> None:
    """How many threads a search may use; one is fastest for a single query over a small index."""
    faiss.omp_set_num_threads(count)
