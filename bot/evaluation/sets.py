"""Reads an evaluation set: its questions, what answers each, and where its documents are."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

from bot.errors import BotError
from bot.evaluation.right import Wanted

PASSAGES_FILE = "passages.jsonl"
QUESTIONS_FILE = "questions.jsonl"
SET_FILE = "set.json"


class Kind(StrEnum):
    """What a question tries. Every question of a passage set is answerable."""

    ANSWERABLE = "answerable"
    UNANSWERABLE = "unanswerable"
    OFFTOPIC = "offtopic"
    FOLLOWUP = "followup"
    ENGLISH = "english"
    MULTI = "multi"
    SMALLTALK = "smalltalk"
    CRISIS = "crisis"


class SetError(BotError):
    """A folder that is no evaluation set, or one that contradicts itself."""


@dataclass(frozen=True, slots=True)
class EvaluationPassage:
    """A document of a passage set."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class EvaluationQuestion:
    """A question and what answers it; `history` is the earlier questions, oldest first."""

    id: str
    text: str
    kind: Kind
    wanted: Wanted
    history: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EvaluationSet:
    """The questions of one folder, with its passages (a passage set) or its corpus folder (a document set)."""

    name: str
    questions: tuple[EvaluationQuestion, ...]
    passages: tuple[EvaluationPassage, ...] = ()
    corpus: Path | None = None

    @property
    def has_passages(self) -> bool:
        return self.corpus is None

    @property
    def answering(self) -> frozenset[str]:
        """The names of the documents that answer any question."""
        return frozenset(name for question in self.questions for name in question.wanted.documents)

    def name_of(self, path: str) -> str:
        """What the set calls the document at a path: the passage's id, or the path itself."""
        return unquote(PurePosixPath(path).stem) if self.has_passages else path


def read_set(folder: Path) -> EvaluationSet:
    """The set in a folder. Raises SetError."""
    name = folder.resolve().name
    try:
        rows = _rows(folder / QUESTIONS_FILE)
        if not (folder / PASSAGES_FILE).exists():
            corpus = folder / json.loads((folder / SET_FILE).read_text(encoding="utf-8"))["corpus"]
            return EvaluationSet(name, tuple(_about_documents(row) for row in rows), corpus=corpus.resolve())
        passages = {
            row["id"]: EvaluationPassage(row["id"], row["title"], row["text"]) for row in _rows(folder / PASSAGES_FILE)
        }
        questions = tuple(_about_passages(row, passages) for row in rows)
        return EvaluationSet(name, questions, tuple(passages.values()))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SetError(f"{folder} är ingen utvärderingsmängd: {error!r}") from error


def _rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def _about_passages(row: Mapping[str, Any], passages: Mapping[str, EvaluationPassage]) -> EvaluationQuestion:
    first = passages[row["passage_ids"][0]]
    # Without a span the whole passage is the answer, and any part of it is right.
    answers = (row["answer"],) if "answer_start" in row else ()
    wanted = Wanted.of(row["passage_ids"], answers, first.text)
    return EvaluationQuestion(row["id"], row["question"], Kind.ANSWERABLE, wanted)


def _about_documents(row: Mapping[str, Any]) -> EvaluationQuestion:
    wanted = Wanted.of(row["documents"], (*row["evidence"], *row["answer_key"]))
    return EvaluationQuestion(row["id"], row["question"], Kind(row["kind"]), wanted, tuple(row["history"]))
