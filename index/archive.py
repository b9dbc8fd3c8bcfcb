"""The canonical text of every version ever published, by its name."""

from collections.abc import Iterable
from pathlib import Path

from index.documents import Document
from index.generations import sync


class Archive:
    def __init__(self, var_dir: Path) -> None:
        self._folder = var_dir / "archive"

    def keep(self, documents: Iterable[Document]) -> None:
        """Store the texts that are not there yet; each appears whole or not at all."""
        self._folder.mkdir(parents=True, exist_ok=True)
        for document in documents:
            path = self._folder / document.version
            if path.exists():
                continue
            aside = path.with_name(f".{path.name}")
            aside.write_bytes(document.text.encode())
            sync(aside)
            aside.replace(path)

    def text(self, version: str) -> str | None:
        """The canonical text of a version, or None where it was never published."""
        if not version.isalnum():
            return None
        try:
            return (self._folder / version).read_bytes().decode()
        except FileNotFoundError:
            return None
