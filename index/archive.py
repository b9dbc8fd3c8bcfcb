"""The canonical text of every version ever published, by its name, and the documents that had it."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from index.cards import from_card, to_card
from index.documents import Document, may_be_version
from index.generations import sync


class Archive:
    """Texts in `<version>`, and in `<version>.json` a card for every document id that was published with that text.

    A text that was kept before there were cards has none.
    """

    def __init__(self, var_dir: Path) -> None:
        self._folder = var_dir / "archive"

    def keep(self, documents: Iterable[Document]) -> None:
        """Store the texts and cards that are not there yet or have changed; each appears whole or not at all."""
        self._folder.mkdir(parents=True, exist_ok=True)
        for document in documents:
            path = self._folder / document.version
            if not path.exists():
                _write(path, document.text)
            cards, card = self._cards(document.version), to_card(document)
            if cards.get(document.id) != card:
                _write(self._card_path(document.version), json.dumps({**cards, document.id: card}, ensure_ascii=False))

    def text(self, version: str) -> str | None:
        """The canonical text of a version, or None where it was never published."""
        if not may_be_version(version):
            return None
        try:
            return (self._folder / version).read_bytes().decode()
        except FileNotFoundError:
            return None

    def owners(self, version: str) -> frozenset[str]:
        """The ids of the documents that were published with that text; empty where it is not known."""
        return frozenset(self._cards(version)) if may_be_version(version) else frozenset()

    def document(self, document_id: str, version: str) -> Document | None:
        """A document as it was last published with that text, or None where that is not known."""
        text = self.text(version)
        if text is None:
            return None
        card = self._cards(version).get(document_id)
        return from_card(card, text) if card else None

    def remove(self, version: str) -> None:
        """Delete a text and its cards, the text last: while it is there, it can be found again."""
        for path in (self._card_path(version), self._folder / version):
            path.with_name(f".{path.name}").unlink(missing_ok=True)
            path.unlink(missing_ok=True)

    def _cards(self, version: str) -> dict[str, Any]:
        try:
            cards: dict[str, Any] = json.loads(self._card_path(version).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        return cards

    def _card_path(self, version: str) -> Path:
        return self._folder / f"{version}.json"


def _write(path: Path, text: str) -> None:
    aside = path.with_name(f".{path.name}")
    aside.write_bytes(text.encode())
    sync(aside)
    aside.replace(path)
