"""What every compared system is handed and must do. Only the standard library: it runs in both environments."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

PASSAGES = 30
"""How many passages a system returns for a question, the product's own depth; five documents lie among them."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document as plain text that begins with its title; `name` is what the evaluation set calls it."""

    name: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Task:
    """The same for every system: the model's folder, the documents as files and as texts, and the questions.

    `names` is what the evaluation set calls the files in `folder`, by their paths in it.
    """

    model: Path
    folder: Path
    names: Mapping[str, str]
    documents: tuple[Document, ...]
    questions: tuple[str, ...]

    def write(self, path: Path) -> None:
        """Keep the task as JSON."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, default=str), encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> "Task":
        """A task that was written. Raises OSError and ValueError."""
        kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        documents = tuple(Document(**document) for document in kept["documents"])
        return cls(Path(kept["model"]), Path(kept["folder"]), kept["names"], documents, tuple(kept["questions"]))


class System(Protocol):
    """Something that finds documents, made of a Task. One process builds; later ones open what it left and ask."""

    def build(self, index: Path) -> None:
        """Index the task's documents and leave everything that `open` needs in the empty folder `index`."""
        ...

    def open(self, index: Path) -> None:
        """Load the model and what `build` left."""
        ...

    def ask(self, question: str) -> Sequence[str]:
        """The names of the documents behind the best PASSAGES passages, best first, each once."""
        ...


def distinct(names: Iterable[str]) -> list[str]:
    """Each name once, where it first stands."""
    return list(dict.fromkeys(names))
