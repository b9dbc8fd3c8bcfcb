"""Fits the confidence: reads what the search finds for every question, and writes bot/calibration.json.

    python tests/bench/fit_confidence.py [--work FOLDER] [--write] SET… [--taught SET…]

A set's weight in the fit is the same whatever its size. What is printed for a set was predicted by a model that had
not seen it. The thresholds rest on such predictions too.

`--taught` names the sets that the encoder has learnt from. They help to tell what counts for how much, but there
answers lie nearer to their questions than others will: how high a confidence is in all rests on the sets before.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from bot import quoting
from bot.__main__ import trial_builds
from bot.evaluation.leave_out import removed
from bot.evaluation.pages import write_pages
from bot.evaluation.sets import EvaluationQuestion, EvaluationSet, Kind, read_set
from bot.expectation import expectation
from bot.features import Features, features
from index.search import Searcher

TARGET = Path(__file__).parents[2] / "bot" / "calibration.json"
ANSWERABLE = {Kind.ANSWERABLE, Kind.ENGLISH, Kind.MULTI}
UNANSWERABLE = {Kind.UNANSWERABLE, Kind.OFFTOPIC}
_SEEDS = range(2)
ANSWERED_FROM = 0.5
"""More likely than not, where as many questions have an answer as lack one. What others would cost is printed."""
MOST_FALSELY_RELATED = 0.1
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
        for seed in _SEEDS:
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
    x, y, weight = _together(parts)
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.3, class_weight="balanced", max_iter=5000))
    model.fit(x, y, logisticregression__sample_weight=weight * len(weight) / len(parts))
    scaler, logistic = model[0], model[-1]
    weights = logistic.coef_[0] / scaler.scale_
    return float(logistic.intercept_[0] - weights @ scaler.mean_), weights


def _together(parts: list[Samples]) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.float64]]:
    """All features, whether each question has an answer, and weights that sum to 1 for each part."""
    weight = np.concatenate([np.full(len(part.y), 1 / len(part.y)) for part in parts])
    return np.concatenate([part.x for part in parts]), np.concatenate([part.y for part in parts]), weight


def levelled(model: tuple[float, NDArray[np.float64]], unseen: list[Samples]) -> tuple[float, NDArray[np.float64]]:
    """The model with the intercept that is right on the average of sets, as many answerable as not."""
    x, y, weight = _together(unseen)
    weight[y] /= weight[y].sum()
    weight[~y] /= weight[~y].sum()
    higher = brentq(lambda by: float(weight @ (predict((model[0] + by, model[1]), x) - y)), -10, 10)
    return model[0] + higher, model[1]


def predict(model: tuple[float, NDArray[np.float64]], x: NDArray[np.float64]) -> NDArray[np.float64]:
    """Confidences, 0 to 1."""
    predicted: NDArray[np.float64] = 1 / (1 + np.exp(-(model[0] + x @ model[1])))
    return predicted


def out_of_sample(parts: list[Samples], unseen: list[Samples]) -> list[NDArray[np.float64]]:
    """The confidences of each part under a model fitted on the others."""
    return [predict(levelled(fit(_without(part, parts)), _without(part, unseen)), part.x) for part in parts]


def _without(part: Samples, parts: list[Samples]) -> list[Samples]:
    return [other for other in parts if other is not part]


def related_from(parts: list[Samples], confidences: list[NDArray[np.float64]]) -> float:
    """From where a question is shown something related: few of those that are off the subject reach it."""
    found = [found[part.kinds == Kind.OFFTOPIC] for part, found in zip(parts, confidences, strict=True)]
    return min(ANSWERED_FROM, float(np.quantile(np.concatenate(found), 1 - MOST_FALSELY_RELATED)))


def print_shares(parts: list[Samples], confidences: list[NDArray[np.float64]], least: float) -> None:
    """How much of each kind of question would be answered from a confidence on."""
    shares = (
        f"{part.name} {kind} {float((found[part.kinds == kind] >= least).mean()):.2f}"
        for part, found in zip(parts, confidences, strict=True)
        for kind in sorted(set(part.kinds))
    )
    print(f"{least:.2f}", " | ".join(shares))


def main() -> int:
    """Fit, print, and write where asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--taught", nargs="*", type=Path, default=[])
    parser.add_argument("--work", type=Path, help="keeps the builds for the next fit")
    parser.add_argument("--write", action="store_true", help=f"replaces {TARGET.name}")
    args = parser.parse_args()
    unseen = [samples(read_set(folder), args.work) for folder in args.sets]
    parts = unseen + [samples(read_set(folder), args.work) for folder in args.taught]
    confidences = out_of_sample(parts, unseen)
    auroc = {
        part.name: round(float(roc_auc_score(part.y, found)), 3)
        for part, found in zip(parts, confidences, strict=True)
        if len(set(part.y.tolist())) == 2
    }
    intercept, weights = levelled(fit(parts), unseen)
    content = {
        "fitted": date.today().isoformat(),
        "command": "python tests/bench/fit_confidence.py --write SET… --taught SET…",
        "sets": {part.name: len(part.y) for part in parts},
        "taught": [folder.resolve().name for folder in args.taught],
        "auroc_out_of_sample": auroc,
        "intercept": round(intercept, 4),
        "weights": dict(zip(Features.names(), np.round(weights, 4).tolist(), strict=True)),
        "answered_from": ANSWERED_FROM,
        "related_from": round(related_from(parts, confidences), 3),
    }
    text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
    print(text)
    for least in np.arange(0.30, 0.71, 0.05):
        print_shares(parts, confidences, float(least))
    if args.write:
        TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
