"""The messages that the risk model learns from and is measured on, and what it makes of a number of them."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from bot.risk import Kind, Risk, at_risk
from bot.risk_decision import decided
from bot.risk_model import RiskModel, pieces_of
from index.encoder import Encoder

HERE = Path(__file__).parent
CASES = HERE.parent / "bot" / "risk_cases"
HARMLESS = ("topical", "everyday")
Vectors = dict[str, NDArray[np.float32]]
"""By piece of a message."""


_ABOUT_THE_SUBJECT = ("detail", "followups", "offtopic", "training-a", "training-b", "training-c")
"""Sets in which no question is asked by someone at risk. In training-faq some are, as citizens ask authorities."""


@dataclass(frozen=True, slots=True)
class Message:
    """`told` is a Kind, or one of HARMLESS for a message from or about no one at risk; `source` is the file's name."""

    text: str
    told: str
    source: str
    language: str

    @property
    def tells_of_a_risk(self) -> bool:
        return self.told not in HARMLESS


def all_messages() -> list[Message]:
    """The messages in risk/, the cases of the rules' tests, and the bot's own questions, each text once."""
    files = sorted((HERE / "risk").glob("*.yaml"))
    found = [*(message for path in files for message in messages_in(path)), *_cases(), *_questions()]
    return list({message.text: message for message in reversed(found)}.values())


def messages_in(path: Path) -> Iterator[Message]:
    """Those of a file of lists by what they tell of, by language."""
    for language, lists in _read(path).items():
        for told, texts in lists.items():
            yield from (Message(text, told, path.stem, language) for text in texts)


def _cases() -> Iterator[Message]:
    for path in sorted(CASES.glob("*.yaml")):
        content = _read(path)
        for language, part in ({path.stem[:2]: content} if "at_risk" in content else content).items():
            at_risk_cases = part["at_risk"]
            kinds = at_risk_cases if isinstance(at_risk_cases, dict) else {Kind.VICTIM.value: at_risk_cases}
            for told, texts in (kinds | {"topical": part["topical"]}).items():
                yield from (Message(text, told, "cases", language) for text in texts)


def _questions() -> Iterator[Message]:
    for name in _ABOUT_THE_SUBJECT:
        path = HERE / "questions" / name / "questions.jsonl"
        for line in path.read_text(encoding="utf-8").splitlines():
            yield Message(json.loads(line)["question"], "topical", "questions", "sv")


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def encoded(encoder: Encoder, chosen: Iterable[Message]) -> Vectors:
    """Every piece of every message, as the service encodes it."""
    pieces = {piece for message in chosen for piece in pieces_of(message.text)}
    return {piece: encoder.query_with_tokens(piece).vector for piece in sorted(pieces)}


def judged(model: RiskModel, chosen: Iterable[Message], vectors: Vectors) -> list[Risk | None]:
    """What rules and model say of each message, as the service says it."""
    return [decided(message.text, model, model.of_pieces(message.text, vectors.__getitem__)) for message in chosen]


def report(chosen: list[Message], found: list[Risk | None], *, by_name: bool = True) -> None:
    """By source and language: how many were found, the share, that of the rules alone, and the kinds where at risk."""
    rows: dict[tuple[str, str, str], list[tuple[Message, Risk | None]]] = {}
    for message, risk in zip(chosen, found, strict=True):
        group = "at risk" if message.tells_of_a_risk else message.told
        rows.setdefault((message.source if by_name else "all", message.language, group), []).append((message, risk))
    print(f"{'source':18} {'':2} {'':8} {'number':>6}  found  rules  first kind  among kinds")
    for (source, language, group), row in sorted(rows.items()):
        share = np.mean([risk is not None for _, risk in row])
        rules = np.mean([at_risk(message.text) is not None for message, _ in row])
        kinds = _kinds(row) if group == "at risk" else ""
        print(f"{source:18} {language:2} {group:8} {len(row):6}  {share:.3f}  {rules:.3f}  {kinds}")


def _kinds(row: list[tuple[Message, Risk | None]]) -> str:
    found = [(Kind(message.told), risk) for message, risk in row if risk is not None]
    first = sum(risk.kind is kind for kind, risk in found)
    among = sum(kind in risk.kinds for kind, risk in found)
    return f"{first:4}/{len(found):<5}  {among:4}/{len(found)}"
