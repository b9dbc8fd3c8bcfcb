"""A System for tests, which knows one document by each question's words."""

from collections.abc import Sequence
from pathlib import Path

from tests.bench.alternatives.adapter import Task, distinct


class WordSystem:
    """Finds the documents that hold the question's first word, in their order."""

    def __init__(self, task: Task) -> None:
        self._task = task

    def build(self, index: Path) -> None:
        (index / "names").write_text(" ".join(document.name for document in self._task.documents), encoding="utf-8")

    def open(self, index: Path) -> None:
        self._names = (index / "names").read_text(encoding="utf-8").split()

    def ask(self, question: str) -> Sequence[str]:
        word = question.split(maxsplit=1)[0].casefold()
        texts = {document.name: document.text.casefold() for document in self._task.documents}
        return distinct(name for name in self._names if word in texts[name])


class BrokenSystem(WordSystem):
    """Cannot be opened."""

    def open(self, index: Path) -> None:
        raise OSError(f"nothing to open in {index}")
