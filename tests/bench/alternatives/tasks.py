"""From an evaluation set to the task that every system is given."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import frontmatter

from bot.evaluation.pages import write_pages
from bot.evaluation.sets import EvaluationQuestion, EvaluationSet, Kind
from tests.bench.alternatives.adapter import Document, Task

_READ = (".md", ".txt")
_FOR_ANSWERS = 2
"""One document in so many may be there because a question needs it; the others are there to be taken for it."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The documents, by name, and the questions that they answer; a fast run has some of each."""

    documents: tuple[Document, ...]
    questions: tuple[EvaluationQuestion, ...]


def choose(source: EvaluationSet, most: int | None) -> Chosen:
    """The answerable questions of a set and all its documents, or at most `most` of them."""
    documents = _passages(source) if source.corpus is None else _files(source.corpus)
    questions = [question for question in source.questions if question.kind is Kind.ANSWERABLE]
    return Chosen(tuple(documents), tuple(questions)) if most is None else _some(documents, questions, most)


def prepare(source: EvaluationSet, chosen: Chosen, model: Path, work: Path) -> Task:
    """The task, with its documents as files in `work` for a system that reads files."""
    folder = work / "documents"
    names = {document.name for document in chosen.documents}
    if source.corpus is None:
        write_pages((passage for passage in source.passages if passage.id in names), folder)
    else:
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source.corpus / name, folder / name)
    files = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    named = {path: source.name_of(path) for path in files}
    return Task(model, folder, named, chosen.documents, tuple(question.text for question in chosen.questions))


def _passages(source: EvaluationSet) -> list[Document]:
    return [Document(passage.id, passage.title, _titled(passage.title, passage.text)) for passage in source.passages]


def _files(corpus: Path) -> list[Document]:
    """What stands in front matter is kept out of the text. Raises ValueError for what is no plain text."""
    documents = []
    for path in sorted(path for path in corpus.rglob("*") if path.is_file()):
        if path.suffix not in _READ:
            raise ValueError(f"{path} is not one of {_READ}, and the systems are given plain text")
        post = frontmatter.loads(path.read_text(encoding="utf-8"))
        text = post.content.strip()
        title = str(post.get("title") or text.partition("\n")[0].strip("# "))
        documents.append(Document(path.relative_to(corpus).as_posix(), title, _titled(title, text)))
    return documents


def _titled(title: str, text: str) -> str:
    begins_with_it = text.partition("\n")[0].strip("# ") == title
    return text if begins_with_it or not title else f"{title}\n\n{text}"


def _some(documents: Sequence[Document], questions: Sequence[EvaluationQuestion], most: int) -> Chosen:
    kept: list[EvaluationQuestion] = []
    names: set[str] = set()
    for question in questions:
        needed = names | question.wanted.documents
        if len(needed) <= max(1, most // _FOR_ANSWERS):
            names = needed
            kept.append(question)
    others = [document.name for document in documents if document.name not in names]
    names.update(others[: most - len(names)])
    return Chosen(tuple(document for document in documents if document.name in names), tuple(kept))
