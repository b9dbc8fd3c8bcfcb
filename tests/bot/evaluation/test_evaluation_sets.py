"""Reading evaluation sets of both formats."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from bot.evaluation.sets import Kind, SetError, read_set


def _write(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def _passages(folder: Path, **question: Any) -> None:
    _write(folder / "passages.jsonl", [{"id": "p1", "title": "Visum", "text": "Det tar ett år.", "url": "…"}])
    _write(folder / "questions.jsonl", [{"id": "q1", "question": "Hur länge?", "passage_ids": ["p1"], **question}])


def test_an_answer_with_a_span_is_wanted_in_the_quote(tmp_path: Path) -> None:
    _passages(tmp_path / "spans", answer="ett år", answer_start=8, answer_end=14)
    chosen = read_set(tmp_path / "spans")
    assert chosen.name == "spans"
    assert chosen.questions[0].wanted.answers == ("ett år",)
    assert chosen.questions[0].kind is Kind.ANSWERABLE
    assert chosen.passages[0].title == "Visum"


def test_without_a_span_the_whole_passage_answers(tmp_path: Path) -> None:
    _passages(tmp_path, answer="Det tar ett år.")
    assert read_set(tmp_path).questions[0].wanted.answers == ()


def test_a_document_set_names_its_corpus_relative_to_itself(tmp_path: Path) -> None:
    row = {"id": "d1", "kind": "followup", "question": "Och miljön?", "history": ["Kostar det?"]}
    right = {"documents": ["beslut/a.txt"], "evidence": ["Inga kostnader."], "answer_key": ["kostnader"]}
    _write(tmp_path / "eval" / "domain" / "questions.jsonl", [row | right])
    _write(tmp_path / "eval" / "domain" / "set.json", [{"corpus": "../../corpus"}])
    chosen = read_set(tmp_path / "eval" / "domain")
    assert chosen.corpus == tmp_path / "corpus"
    assert chosen.questions[0].history == ("Kostar det?",)
    assert chosen.questions[0].wanted.answers == ("inga kostnader.", "kostnader")
    assert chosen.name_of("beslut/a.txt") == "beslut/a.txt"


def test_a_folder_that_is_no_set_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SetError, match="ingen utvärderingsmängd"):
        read_set(tmp_path)


def test_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    row = {"id": "d1", "kind": "annat", "question": "?", "history": [], "documents": [], "evidence": []}
    _write(tmp_path / "questions.jsonl", [row | {"answer_key": []}])
    _write(tmp_path / "set.json", [{"corpus": "."}])
    with pytest.raises(SetError, match="annat"):
        read_set(tmp_path)


@pytest.mark.parametrize(("name", "questions"), [("swequad", 962), ("swefaq", 110), ("domain", 95)])
def test_the_shared_sets_are_read_whole(shared_dir: Path, name: str, questions: int) -> None:
    assert len(read_set(shared_dir / "eval" / name).questions) == questions
