"""The vectors of every passage's word pieces, in int8: what a question's words are compared with one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.encoder import Vectors

_VALUES_FILE = "values.npy"
_SCALES_FILE = "scales.npy"
_STARTS_FILE = "starts.npy"
_LARGEST = 127
_COLUMNS_AT_ONCE = 8
"""A product takes a query's pieces so many at a time; the last few that are fewer take it longer than eight."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The pieces of one passage: `values` int8 of shape (pieces, dimensions), `scales` float32 of shape (pieces,).

    Row i times scale i is the vector, each number off by at most half a scale.
    """

    values: NDArray[np.int8]
    scales: NDArray[np.float32]


def quantise(vectors: Vectors) -> Tokens:
    """The int8 form of vectors, shape (pieces, dimensions)."""
    scales = np.abs(vectors).max(axis=1, initial=0) / _LARGEST
    divisors = np.where(scales > 0, scales, 1)
    values = np.rint(vectors / divisors[:, None]).astype(np.int8)
    return Tokens(values, scales.astype(np.float32))


class TokenVectors:
    """The pieces of all passages, in passage order. Loaded, they are mapped from disk and shared by all workers."""

    def __init__(self, values: NDArray[np.int8], scales: NDArray[np.float32], starts: NDArray[np.int64]) -> None:
        self._values = values
        self._scales = scales
        self._starts = starts

    @classmethod
    def build(cls, passages: Sequence[Tokens]) -> Self:
        """From at least one passage."""
        starts = np.cumsum([0, *(len(tokens.scales) for tokens in passages)], dtype=np.int64)
        values = np.concatenate([tokens.values for tokens in passages])
        return cls(values, np.concatenate([tokens.scales for tokens in passages]), starts)

    @classmethod
    def load(cls, folder: Path) -> Self:
        # Slices of a plain view are quicker to make than those of numpy's own type for a mapped file.
        values = np.asarray(np.load(folder / _VALUES_FILE, mmap_mode="r"))
        return cls(values, np.load(folder / _SCALES_FILE), np.load(folder / _STARTS_FILE))

    def save(self, folder: Path) -> None:
        folder.mkdir()
        np.save(folder / _VALUES_FILE, self._values)
        np.save(folder / _SCALES_FILE, self._scales)
        np.save(folder / _STARTS_FILE, self._starts)

    def of(self, row: int) -> Tokens:
        """The pieces of a passage."""
        start, end = self._starts[row : row + 2].tolist()
        return Tokens(self._values[start:end], self._scales[start:end])

    def nearest(self, query: Vectors, rows: Sequence[int]) -> NDArray[np.float32]:
        """How near the nearest piece of each passage comes to each piece of a query: shape (len(rows), pieces).

        Cosines; -1 for a passage without a word. Their mean over the query is the late interaction of Khattab &
        Zaharia 2020 (ColBERT), divided by the query's length.
        """
        # Pieces by query, and not query by pieces: the library is quicker at a product that is tall than at one that is
        # wide.
        filled = np.zeros((query.shape[1], -(-len(query) // _COLUMNS_AT_ONCE) * _COLUMNS_AT_ONCE), np.float32)
        filled[:, : len(query)] = query.T
        found = np.full((len(rows), filled.shape[1]), -1, np.float32)
        passages = [self.of(row) for row in rows]
        longest = max((len(tokens.scales) for tokens in passages), default=0)
        # One by one: a passage's pieces in float32 fit the processor's cache, those of all of them do not.
        values = np.empty((longest, query.shape[1]), np.float32)
        for tokens, nearest in zip(passages, found, strict=True):
            if count := len(tokens.scales):
                values[:count] = tokens.values
                cosines = values[:count] @ filled
                cosines *= tokens.scales[:, None]
                cosines.max(axis=0, out=nearest)
        return found[:, : len(query)]
