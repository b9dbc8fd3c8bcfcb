"""On a part of the shared sets no figure may fall under its floor; `make eval` measures the whole."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.evaluation.running import Run, evaluate
from bot.evaluation.sets import EvaluationSet, read_set
from index.build import Workshop
from index.encoder import Encoder, Progress, silent
from index.readers.process import ReaderProcess
from index.trial import TrialBuilds

FLOORS = {
    "swequad": {
        "passage_recall@1": 0.88,
        "passage_recall@5": 0.95,
        "passage_mrr@10": 0.90,
        "quote_accuracy": 0.75,
    },
    "domain": {
        "document_recall@1": 0.80,
        "document_recall@5": 0.95,
        "document_mrr@10": 0.85,
        "quote_accuracy": 0.60,
    },
}
CEILINGS = {"domain": {"offtopic_false_answer_rate": 0.0, "crisis_false_alarm": 0.0, "followup_false_answer_rate": 0.2}}

_PASSAGES = 80
_DOCUMENTS = 60
_TODAY = date(2026, 1, 1)

Measure = Callable[[EvaluationSet], dict[str, Any]]


def _no_step(_name: str, _total: int) -> Progress:
    return silent


@pytest.fixture
def measure(tmp_path: Path, default_encoder: Encoder) -> Iterator[Measure]:
    """From a set to its report, without what takes long."""
    with ReaderProcess() as reader:
        shop = Workshop(tmp_path / "var", reader, default_encoder.hash, lambda: default_encoder, _no_step)
        run = Run(TrialBuilds(shop), tmp_path / "pages", _TODAY, _no_step, with_leave_out=False)
        yield lambda chosen: evaluate(chosen, run)


def _first_passages(chosen: EvaluationSet) -> EvaluationSet:
    passages = chosen.passages[:_PASSAGES]
    ids = {passage.id for passage in passages}
    questions = tuple(question for question in chosen.questions if question.wanted.documents <= ids)
    return replace(chosen, passages=passages, questions=questions)


def _few_documents(chosen: EvaluationSet, folder: Path) -> EvaluationSet:
    """The documents that answer the questions and others up to _DOCUMENTS; questions whose documents are there."""
    assert chosen.corpus is not None
    answering = sorted({path for question in chosen.questions for path in question.wanted.documents})
    paths = [path.relative_to(chosen.corpus).as_posix() for path in sorted(chosen.corpus.rglob("*")) if path.is_file()]
    kept = list(dict.fromkeys([*answering, *paths[:: len(paths) // _DOCUMENTS]]))[:_DOCUMENTS]
    for path in kept:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(chosen.corpus / path, folder / path)
    questions = tuple(question for question in chosen.questions if question.wanted.documents <= set(kept))
    return replace(chosen, corpus=folder, questions=questions)


def _below(name: str, found: dict[str, Any]) -> dict[str, float]:
    low = {key: found[key] for key, floor in FLOORS[name].items() if found[key] < floor}
    high = {key: found[key] for key, ceiling in CEILINGS.get(name, {}).items() if found[key] > ceiling}
    return low | high


def test_web_texts_with_marked_answers_stay_above_their_floor(shared_dir: Path, measure: Measure) -> None:
    found = measure(_first_passages(read_set(shared_dir / "eval" / "swequad")))
    assert found["questions"] > 80
    assert _below("swequad", found) == {}


def test_strategies_and_decisions_stay_above_their_floor(shared_dir: Path, measure: Measure, tmp_path: Path) -> None:
    found = measure(_few_documents(read_set(shared_dir / "eval" / "domain"), tmp_path / "corpus"))
    assert found["questions"] > 60
    assert _below("domain", found) == {}
