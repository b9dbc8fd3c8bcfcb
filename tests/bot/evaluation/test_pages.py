"""Passages written as web pages keep their words for the reader."""

from pathlib import Path

import pytest

from bot.evaluation.pages import write_pages
from bot.evaluation.sets import EvaluationPassage, EvaluationSet, read_set
from index.canonical import to_document
from index.documents import Document
from index.readers.cleaning import clean
from index.readers.html import read


def _document(passage: EvaluationPassage, folder: Path) -> Document:
    write_pages([passage], folder)
    [path] = folder.iterdir()
    return to_document(read(path), id="x", path=path.name, file_sha256="")


def test_title_and_lines_come_through_the_reader(tmp_path: Path) -> None:
    document = _document(EvaluationPassage("p", "A & <B>", "Först < sist.\r\n\r\nSedan &amp; slut."), tmp_path)
    assert document.metadata.title == "A & <B>"
    assert document.text == "A & <B>\n\nFörst < sist.\n\nSedan &amp; slut."


def test_a_first_line_that_is_the_title_is_not_said_twice(tmp_path: Path) -> None:
    document = _document(EvaluationPassage("p", "Visum", "Visum\r\nDet tar ett år."), tmp_path)
    assert document.text == "Visum\n\nDet tar ett år."


def test_a_text_that_is_only_the_title_is_kept(tmp_path: Path) -> None:
    assert _document(EvaluationPassage("p", "Visum", "Visum"), tmp_path).text == "Visum\n\nVisum"


def test_pages_of_other_passages_are_removed(tmp_path: Path) -> None:
    passages = [EvaluationPassage(name, "", "Text.") for name in ("a", "b/c å")]
    write_pages(passages, tmp_path)
    assert len(list(tmp_path.iterdir())) == 2
    write_pages(passages[1:], tmp_path)
    [path] = tmp_path.iterdir()
    assert EvaluationSet("s", ()).name_of(path.name) == "b/c å"


@pytest.mark.parametrize("name", ["swequad", "swefaq"])
def test_every_word_of_the_shared_passages_is_kept(shared_dir: Path, tmp_path: Path, name: str) -> None:
    for passage in read_set(shared_dir / "eval" / name).passages[::10]:
        text = clean(_document(passage, tmp_path).text)
        assert text in (clean(passage.text), clean(f"{passage.title} {passage.text}"))
