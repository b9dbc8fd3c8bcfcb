"""The same task for every system: documents as texts and as files, and the questions that they answer."""

from pathlib import Path

import pytest

from bot.evaluation.right import Wanted
from bot.evaluation.sets import EvaluationPassage, EvaluationQuestion, EvaluationSet, Kind
from tests.bench.alternatives.adapter import Task, distinct
from tests.bench.alternatives.tasks import choose, prepare

_NAMES = [f"{letter}.md" for letter in "abcdefghij"]


def _question(number: int, *documents: str, kind: Kind = Kind.ANSWERABLE) -> EvaluationQuestion:
    return EvaluationQuestion(str(number), f"Fråga {number}?", kind, Wanted.of(documents, ()))


@pytest.fixture
def domain(tmp_path: Path) -> EvaluationSet:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name in _NAMES:
        text = f"---\ntitle: Rubrik {name[0]}\n---\n\nOm strategin.\n"
        (corpus / name).write_text(text, encoding="utf-8")
    questions = (_question(1, "j.md"), _question(2, "i.md"), _question(3, kind=Kind.OFFTOPIC), _question(4, "h.md"))
    return EvaluationSet("domain", questions, corpus=corpus)


def test_only_answerable_questions_are_asked(domain: EvaluationSet) -> None:
    chosen = choose(domain, None)
    assert [question.id for question in chosen.questions] == ["1", "2", "4"]
    assert [document.name for document in chosen.documents] == _NAMES


def test_a_text_begins_with_the_title_and_has_no_front_matter(domain: EvaluationSet) -> None:
    document = choose(domain, None).documents[0]
    assert (document.title, document.text) == ("Rubrik a", "Rubrik a\n\nOm strategin.")


def test_a_fast_run_keeps_what_its_questions_need_and_as_many_others(domain: EvaluationSet) -> None:
    chosen = choose(domain, 4)
    assert [question.id for question in chosen.questions] == ["1", "2"]
    assert [document.name for document in chosen.documents] == ["a.md", "b.md", "i.md", "j.md"]


def test_what_is_no_plain_text_is_refused(domain: EvaluationSet) -> None:
    assert domain.corpus is not None
    (domain.corpus / "bild.pdf").write_bytes(b"%PDF")
    with pytest.raises(ValueError, match=r"bild\.pdf"):
        choose(domain, None)


def test_files_hold_the_chosen_documents_and_the_task_survives_its_file(domain: EvaluationSet, tmp_path: Path) -> None:
    task = prepare(domain, choose(domain, 4), tmp_path / "model", tmp_path / "work")
    assert sorted(path.name for path in task.folder.iterdir()) == ["a.md", "b.md", "i.md", "j.md"]
    task.write(tmp_path / "task.json")
    assert Task.read(tmp_path / "task.json") == task


def test_a_passage_set_is_written_as_pages(tmp_path: Path) -> None:
    passages = (EvaluationPassage("p1", "Rubrik", "Rubrik\nText."), EvaluationPassage("p2", "", "Annan text."))
    source = EvaluationSet("faq", (_question(1, "p1"),), passages=passages)
    task = prepare(source, choose(source, None), tmp_path / "model", tmp_path)
    assert [document.text for document in task.documents] == ["Rubrik\nText.", "Annan text."]
    assert sorted(path.name for path in task.folder.iterdir()) == ["p1.html", "p2.html"]
    assert task.names == {"p1.html": "p1", "p2.html": "p2"}


def test_a_document_with_several_passages_counts_where_it_first_stands() -> None:
    assert distinct(["b", "a", "b", "c", "a"]) == ["b", "a", "c"]
