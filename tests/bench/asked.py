"""The questions that measurements ask."""

import json
from pathlib import Path

import yaml

from tests.bench.service import ROOT


def golden() -> list[str]:
    """Every golden question, with an answer or without."""
    entries = yaml.safe_load((ROOT / "documents" / "golden.yaml").read_text(encoding="utf-8"))
    return [entry["question"] for entry in entries]


def answerable(shared: Path, count: int) -> list[str]:
    """`count` different questions that the documents answer: those of the domain set, then golden ones."""
    lines = (shared / "eval" / "domain" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    entries = [json.loads(line) for line in lines]
    alone = [entry["question"] for entry in entries if entry["kind"] == "answerable" and not entry["history"]]
    chosen = list(dict.fromkeys([*alone, *golden()]))[:count]
    if len(chosen) < count:
        raise ValueError(f"only {len(chosen)} questions in {shared}")
    return chosen


def everything(shared: Path) -> list[str]:
    """Every different question of the shared sets, of the subject and not, as it is asked without a conversation."""
    files = sorted((shared / "eval").glob("*/questions.jsonl"))
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return list(dict.fromkeys(json.loads(line)["question"] for line in lines))
