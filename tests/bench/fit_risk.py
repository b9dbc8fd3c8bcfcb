"""Fits the risk model on messages of both sorts, and writes bot/risk_model.json.

    python tests/bench/fit_risk.py [--write]

What is printed was predicted by models that had not seen the message: shares of the messages of a source that are
taken for someone at risk, by the model alone, by the rules alone, and by either.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from bot.risk import Kind, at_risk
from index.encoder import Encoder
from index.encoders import configured_hash, open_by_hash
from index.settings import IndexSettings

HERE = Path(__file__).parent
TARGET = HERE.parents[1] / "bot" / "risk_model.json"
CASES = HERE.parent / "bot" / "risk_cases"
_STRENGTH = 100.0
"""The inverse of the regularisation: the vectors of one subject lie close together, so that it must be weak."""
THRESHOLD = 0.5
_DECIMALS = 2
_NONE = ""


@dataclass(frozen=True, slots=True)
class Message:
    """`kind` is empty for a message from or about no one at risk; `source` says where it comes from."""

    text: str
    kind: str
    source: str


def messages() -> list[Message]:
    """The training messages, the cases of the rules' tests, and the bot's own questions, each text once."""
    found = [*_messages(HERE / "risk" / "messages.yaml"), *_cases(), *_questions()]
    return list({message.text: message for message in reversed(found)}.values())


def _messages(path: Path) -> Iterator[Message]:
    for language, kinds in yaml.safe_load(path.read_text(encoding="utf-8")).items():
        for kind, texts in kinds.items():
            yield from (
                Message(text, _NONE if kind == "topical" else kind, f"{path.stem}-{language}") for text in texts
            )


def _cases() -> Iterator[Message]:
    for path in sorted(CASES.glob("*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        parts = content if "at_risk" not in content else {"": content}
        for language, part in parts.items():
            told = part["at_risk"] if isinstance(part["at_risk"], dict) else {Kind.VICTIM.value: part["at_risk"]}
            source = "-".join(filter(None, (path.stem, language)))
            for kind, texts in told.items():
                yield from (Message(text, kind, source) for text in texts)
            yield from (Message(text, _NONE, source) for text in part["topical"])


def _questions() -> Iterator[Message]:
    for path in sorted((HERE / "questions").glob("*/questions.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield Message(json.loads(line)["question"], _NONE, f"questions-{path.parent.name}")


def encoded(encoder: Encoder, texts: list[str]) -> NDArray[np.float32]:
    """Shape (texts, dimensions), as the service encodes a message."""
    return np.stack([encoder.query_with_tokens(text).vector for text in texts])


def _model() -> LogisticRegression:
    return LogisticRegression(C=_STRENGTH, class_weight="balanced", max_iter=5000)


def report(chosen: list[Message], odds: NDArray[np.float64]) -> None:
    """One line a source and sort of message."""
    model = odds > THRESHOLD
    rules = np.array([at_risk(message.text) is not None for message in chosen])
    for (source, told), number in sorted(Counter((m.source, m.kind != _NONE) for m in chosen).items()):
        rows = np.array([(m.source, m.kind != _NONE) == (source, told) for m in chosen])
        shares = (f"{found[rows].mean():.3f}" for found in (model, rules, model | rules))
        print(f"{source:24} {'at risk' if told else 'not':8} {number:5}  {'  '.join(shares)}")


def _direction(x: NDArray[np.float32], y: NDArray[np.bool_]) -> dict[str, object]:
    fitted = _model().fit(x, y)
    return {
        "intercept": round(float(fitted.intercept_[0]), _DECIMALS),
        "weights": [round(float(weight), _DECIMALS) for weight in fitted.coef_[0]],
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help=f"write {TARGET.name}")
    write = parser.parse_args().write
    settings = IndexSettings()
    encoder = open_by_hash(settings.encoders_dir, configured_hash(settings), settings.encoder_threads)
    chosen = messages()
    x = encoded(encoder, [message.text for message in chosen])
    told = np.array([message.kind != _NONE for message in chosen])
    folds = StratifiedKFold(10, shuffle=True, random_state=0)
    report(chosen, cross_val_predict(_model(), x, told, cv=folds, method="decision_function"))
    if write:
        kinds = np.array([message.kind for message in chosen])
        content = {
            "fitted": f"{date.today():%Y-%m-%d}",
            "command": "python tests/bench/fit_risk.py --write",
            "messages": {"at risk": int(told.sum()), "not": int((~told).sum())},
            "encoder": encoder.hash,
            "threshold": THRESHOLD,
            "risk": _direction(x, told),
            "kinds": {kind.value: _direction(x[told], kinds[told] == kind) for kind in Kind},
        }
        TARGET.write_text(json.dumps(content) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
