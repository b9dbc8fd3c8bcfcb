"""Rankings of simpler searches over the same passages, to be beaten on the same questions."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.evaluation.figures import Figure
from bot.evaluation.ranking import Ranking, ranking_figures
from bot.evaluation.report import RANKED_KINDS
from bot.evaluation.sets import EvaluationSet
from index.baselines import Similarities
from index.encoder import Progress

_RANK_CONSTANT = 60
"""Reciprocal rank fusion's own (Cormack, Clarke & Büttcher 2009)."""

_DENSE_WEIGHT = 0.7
_DEPTH = 50

Scores = NDArray[np.float64]


def _dense(found: Similarities) -> Scores:
    return found.passage


def _dense_and_sentence(found: Similarities) -> Scores:
    return (found.passage + found.sentence) / 2


def _bm25(found: Similarities) -> Scores:
    return found.lexical


def _reciprocal_ranks(found: Similarities) -> Scores:
    by_terms = np.where(found.lexical > 0, 1 / (_RANK_CONSTANT + _ranks(found.lexical)), 0.0)
    fused: Scores = 1 / (_RANK_CONSTANT + _ranks(found.passage)) + by_terms
    return fused


def _z_fusion(found: Similarities) -> Scores:
    return _DENSE_WEIGHT * _z(_dense_and_sentence(found)) + (1 - _DENSE_WEIGHT) * _z(found.lexical)


BASELINES: Mapping[str, Callable[[Similarities], Scores]] = {
    "dense": _dense,
    "dense+sentence": _dense_and_sentence,
    "bm25": _bm25,
    "rrf": _reciprocal_ranks,
    "z_fusion": _z_fusion,
}


def baseline_figures(
    chosen: EvaluationSet, similarities: Callable[[str], Similarities], prefix: str, progress: Progress
) -> dict[str, dict[str, Figure | None]]:
    """For each of BASELINES the ranking figures on the questions that the product is ranked on."""
    rankings: dict[str, list[Ranking]] = {name: [] for name in BASELINES}
    for question in chosen.questions:
        if question.kind in RANKED_KINDS:
            found = similarities(question.text)
            names = [chosen.name_of(path) for path in found.paths]
            for name, score in BASELINES.items():
                rankings[name].append(Ranking(_best(names, score(found)), question.wanted.documents))
        progress(1)
    return {name: ranking_figures(prefix, found) for name, found in rankings.items()}


def _best(names: Sequence[str], scores: Scores) -> tuple[str, ...]:
    """The names of the best rows, each once; a row that scores 0 shares nothing with the query."""
    order: Iterable[int] = np.argsort(-scores, kind="stable")[:_DEPTH].tolist()
    return tuple(dict.fromkeys(names[row] for row in order if scores[row] != 0))


def _ranks(scores: Scores) -> Scores:
    """The place of each row, counted from 1."""
    places = np.empty(len(scores))
    places[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    return places


def _z(values: Scores) -> Scores:
    standardised: Scores = (values - values.mean()) / (values.std() or 1.0)
    return standardised
