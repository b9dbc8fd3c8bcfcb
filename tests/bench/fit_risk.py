"""Fits the risk model on messages of both sorts, and writes bot/risk_model.json and bot/risk_model.npz.

    python -m tests.bench.fit_risk [--write] [--held-out FILE ...]

What is printed was predicted by models that had not seen the message: ten of them, each fitted without a tenth of the
messages; or, for the files in risk/ that are named, one that was fitted without any message of theirs.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import SVC

from bot.risk import Kind, Risk
from bot.risk_model import Bars, KindModel, Remembered, RiskModel, pieces_of
from index.encoders import configured_hash, open_by_hash
from index.settings import IndexSettings
from tests.bench.risk_messages import HERE, Message, Vectors, all_messages, encoded, judged, report

TARGET = HERE.parents[1] / "bot"
_STRENGTH = 10.0
"""The inverse of the regularisation, of both models."""
_REACH = 3.0
BARS = Bars(nothing_found=0.1, likely=-0.4, certain=-0.7)
_FOLDS = 10
_DECIMALS = 3


def fitted(encoder: str, chosen: Sequence[Message], vectors: Vectors) -> RiskModel:
    """The model that has learnt from the messages."""
    return RiskModel(encoder, BARS, _remembered(chosen, vectors), _kinds(chosen, vectors))


def _remembered(chosen: Sequence[Message], vectors: Vectors) -> Remembered:
    """Of a harmless message each sentence is learnt as harmless too."""
    rows = [
        (piece, message.tells_of_a_risk)
        for message in chosen
        for piece in (pieces_of(message.text)[-1:] if message.tells_of_a_risk else pieces_of(message.text))
    ]
    x = _stacked([piece for piece, _ in rows], vectors)
    machine = SVC(C=_STRENGTH, gamma=_REACH, class_weight="balanced").fit(x, [told for _, told in rows])
    return Remembered(
        _small(machine.support_vectors_), _small(machine.dual_coef_[0]), float(machine.intercept_[0]), _REACH
    )


def _kinds(chosen: Sequence[Message], vectors: Vectors) -> KindModel:
    told = [message for message in chosen if message.tells_of_a_risk]
    x = _stacked([pieces_of(message.text)[-1] for message in told], vectors)
    model = LogisticRegression(C=_STRENGTH, class_weight="balanced", max_iter=5000)
    model.fit(x, [list(Kind).index(Kind(message.told)) for message in told])
    return KindModel(_small(model.coef_), _small(model.intercept_))


def _small(numbers: NDArray[np.floating]) -> NDArray[np.float32]:
    """As they come out of the file."""
    return np.asarray(numbers, np.float16).astype(np.float32)


def _stacked(pieces: Sequence[str], vectors: Vectors) -> NDArray[np.float32]:
    return np.stack([vectors[piece] for piece in pieces])


def cross_validated(encoder: str, chosen: list[Message], vectors: Vectors) -> list[Risk | None]:
    """What is said of each message by a model that has not learnt from it."""
    found: list[Risk | None] = [None] * len(chosen)
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=0)
    for learnt, left in folds.split(np.zeros(len(chosen)), [message.told for message in chosen]):
        model = fitted(encoder, [chosen[at] for at in learnt], vectors)
        for at, risk in zip(left, judged(model, [chosen[at] for at in left], vectors), strict=True):
            found[at] = risk
    return found


def write(model: RiskModel, chosen: Sequence[Message], folder: Path) -> None:
    """What RiskModel.load reads, with when and on what it was fitted."""
    at_risk = sum(message.tells_of_a_risk for message in chosen)
    content = {
        "fitted": f"{date.today():%Y-%m-%d}",
        "command": "python -m tests.bench.fit_risk --write",
        "messages": {"at risk": at_risk, "not": len(chosen) - at_risk, "remembered": len(model.remembered.weights)},
        "encoder": model.encoder,
        "bars": {name: getattr(model.bars, name) for name in ("nothing_found", "likely", "certain")},
        "intercept": round(model.remembered.intercept, _DECIMALS),
        "reach": model.remembered.reach,
    }
    (folder / "risk_model.json").write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    arrays = {
        "vectors": model.remembered.vectors,
        "weights": model.remembered.weights,
        "kind_weights": model.kinds.weights,
        "kind_intercepts": model.kinds.intercepts,
    }
    np.savez_compressed(folder / "risk_model.npz", **{name: array.astype(np.float16) for name, array in arrays.items()})


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the model")
    parser.add_argument("--held-out", nargs="+", default=[], metavar="FILE", help="names in risk/, without .yaml")
    options = parser.parse_args()
    settings = IndexSettings()
    encoder = open_by_hash(settings.encoders_dir, configured_hash(settings))
    chosen = all_messages()
    vectors = encoded(encoder, chosen)
    if options.held_out:
        left = [message for message in chosen if message.source in options.held_out]
        learnt = [message for message in chosen if message.source not in options.held_out]
        report(left, judged(fitted(encoder.hash, learnt, vectors), left, vectors))
    else:
        report(chosen, cross_validated(encoder.hash, chosen, vectors))
    if options.write:
        write(fitted(encoder.hash, chosen, vectors), chosen, TARGET)
    return 0


if __name__ == "__main__":
    sys.exit(main())
