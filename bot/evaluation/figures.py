"""Figures with their 95 % intervals, computed by scipy and scikit-learn."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binomtest, bootstrap
from sklearn.metrics import roc_auc_score

_RESAMPLES = 1000
_SEED = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """A value 0 to 1 over `n` questions, and the ends of its 95 % interval."""

    value: float
    n: int
    low: float
    high: float


def share(outcomes: Sequence[bool]) -> Figure | None:
    """The share that is true, with Wilson's interval; None for no outcomes."""
    if not outcomes:
        return None
    count = len(outcomes)
    interval = binomtest(sum(outcomes), count).proportion_ci(method="wilson")
    return Figure(sum(outcomes) / count, count, float(interval.low), float(interval.high))


def mean(values: Sequence[float]) -> Figure | None:
    """The mean of values 0 to 1, with a bootstrap interval; None for no values."""
    if not values:
        return None
    array = np.array(values, dtype=np.float64)
    return _bootstrapped(lambda rows: float(array[rows].mean()), len(array))


def auroc(confidences: Sequence[float], answerable: Sequence[bool]) -> Figure | None:
    """How often an answerable question has the higher confidence; None unless there are both kinds."""
    return mean_auroc([confidences], [answerable])


def mean_auroc(confidences: Sequence[Sequence[float]], answerable: Sequence[Sequence[bool]]) -> Figure | None:
    """The mean AUROC over rounds of the same questions; None unless every round has both kinds."""
    scores, labels = np.array(confidences, dtype=np.float64), np.array(answerable, dtype=bool)
    if labels.size == 0 or not all(_both(row) for row in labels):
        return None

    def value(rows: NDArray[np.int64]) -> float:
        pairs = [(label[rows], score[rows]) for label, score in zip(labels, scores, strict=True)]
        return float(np.mean([roc_auc_score(label, score) for label, score in pairs if _both(label)] or [0.5]))

    return _bootstrapped(value, labels.shape[1])


def _both(labels: NDArray[np.bool_]) -> bool:
    return bool(labels.any() and not labels.all())


def _bootstrapped(value: Callable[[NDArray[np.int64]], float], count: int) -> Figure:
    rows = np.arange(count)
    whole = value(rows)
    if count == 1:
        # One value says nothing of how others would come out.
        return Figure(whole, count, 0.0, 1.0)
    found = bootstrap((rows,), value, vectorized=False, n_resamples=_RESAMPLES, method="percentile", rng=_SEED)
    return Figure(whole, count, float(found.confidence_interval.low), float(found.confidence_interval.high))
