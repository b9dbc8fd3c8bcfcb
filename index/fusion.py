"""One ranking out of two: dense similarity and BM25, each put on a common scale first."""

import numpy as np
from numpy.typing import NDArray

DENSE_WEIGHT = 0.7
"""Of 1; the rest is the terms'."""


def fuse(dense: NDArray[np.float64], lexical: NDArray[np.float64]) -> NDArray[np.float64]:
    """Scores of candidates, shape (n,), from both parts, shape (n,) each: the higher the better."""
    fused: NDArray[np.float64] = DENSE_WEIGHT * _standardise(dense) + (1 - DENSE_WEIGHT) * _standardise(lexical)
    return fused


def _standardise(values: NDArray[np.float64]) -> NDArray[np.float64]:
    spread = float(values.std())
    if spread == 0:
        return np.zeros_like(values)
    standardised: NDArray[np.float64] = (values - values.mean()) / spread
    return standardised
