"""Fits the confidence: reads what the search finds for every question, and writes bot/calibration.json.

    python tests/bench/fit_confidence.py [--work FOLDER] [--write] SET…

A set's weight in the fit is the same whatever its size. What is printed for a set was predicted by a model that had
not seen it. The thresholds rest on such predictions too.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from bot import quoting
from bot.__main__ import trial_builds
from bot.evaluation.leave_out import SEEDS, removed
from bot.evaluation.pages import write_pages
from bot.evaluation.sets import EvaluationQuestion, EvaluationSet, Kind, read_set
from bot.expectation import expectation
from bot.features import Features, features
from index.search import Searcher

TARGET = Path(__file__).parents[2] / "bot" / "calibration.json"
ANSWERABLE = {Kind.ANSWERABLE, Kind.ENGLISH, Kind.MULTI}
UNANSWERABLE = {Kind.UNANSWERABLE, Kind.OFFTOPIC}
MOST_FALSE_ANSWERS = 0.10
"""The share of a document set's unanswerable questions that may be answered. The goal is 0.15; a fit on few
questions is optimistic."""
MOST_FALSELY_RELATED = 0.05
"""The share of questions off the subject that may be shown a related passage."""


@dataclass(frozen=True, slots=True)
class Samples:
    """Features of shape (questions, features), whether each question has an answer, and its kind."""

    name: str
    x: NDArray[np.float64]
    y: NDArray[np.bool_]
    kinds: NDArray[np.str_]


def samples(chosen: EvaluationSet, work: Path | None) -> Samples:
    """What the search finds for the questions of a set; of a passage set with half of its answers left out."""
    rows = list(_left_out(chosen, work) if chosen.has_passages else _as_it_is(chosen, work))
    x = np.array([found.values() for found, _, _ in rows], np.float64)
    return Samples(chosen.name, x, np.array([has for _, has, _ in rows]), np.array([kind for _, _, kind in rows]))


def _as_it_is(chosen: EvaluationSet, work: Path | None) -> Iterator[tuple[Features, bool, str]]:
    assert chosen.corpus is not None
    with trial_builds(work, chosen.corpus.name) as (trial, _):
        searcher = trial.build(chosen.corpus)
        for question in chosen.questions:
            if question.kind in ANSWERABLE | UNANSWERABLE:
                found = _features(question, searcher)
                if found is not None:
                    yield found, question.kind in ANSWERABLE, question.kind.value


def _left_out(chosen: EvaluationSet, work: Path | None) -> Iterator[tuple[Features, bool, str]]:
    with trial_builds(work, chosen.name) as (trial, pages):
        write_pages(chosen.passages, pages)
        trial.build(pages)
        for seed in SEEDS:
            gone = removed(chosen, seed)
            write_pages((passage for passage in chosen.passages if passage.id not in gone), pages)
            searcher = trial.build(pages)
            for question in chosen.questions:
                found = _features(question, searcher)
                if found is not None:
                    yield found, bool(question.wanted.documents - gone), "left out"


def _features(question: EvaluationQuestion, searcher: Searcher) -> Features | None:
    result = searcher.search(question.text)
    expected = expectation(question.text)
    return features(question.text, result, quoting.choose(result.hits, expected), expected)


def fit(parts: list[Samples]) -> tuple[float, NDArray[np.float64]]:
    """Intercept and weights for features as they are."""
    x = np.concatenate([part.x for part in parts])
    y = np.concatenate([part.y for part in parts])
    weight = np.concatenate([np.full(len(part.y), 1 / len(part.y)) for part in parts])
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.3, class_weight="balanced", max_iter=5000))
    model.fit(x, y, logisticregression__sample_weight=weight * len(weight) / len(parts))
    scaler, logistic = model[0], model[-1]
    weights = logistic.coef_[0] / scaler.scale_
    return float(logistic.intercept_[0] - weights @ scaler.mean_), weights


def predict(model: tuple[float, NDArray[np.float64]], x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Confidences, 0 to 1."""
    predicted: NDArray[np.float64] = 1 / (1 + np.exp(-(model[0] + x @ model[1])))
    return predicted


def main() -> int:
    """Fit, print, and write where asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--work", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    parts = [samples(read_set(folder), args.work) for folder in args.sets]
    report = cross_validate(parts)
    model = fit(parts)
    for name, weight in zip(Features.names(), model[1], strict=True):
        print(f"{name:20} {weight:8.3f}")
    print(json.dumps(report, indent=1))
    return 0


def cross_validate(parts: list[Samples]) -> dict[str, float]:
    """The AUROC of each set under a model fitted on the others."""
    found = {}
    for part in parts:
        others = [other for other in parts if other is not part]
        found[part.name] = round(float(roc_auc_score(part.y, predict(fit(others), part.x))), 3)
    return found


if __name__ == "__main__":
    sys.exit(main())
