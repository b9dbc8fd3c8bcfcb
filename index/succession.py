"""When what replaces a document is in force, as far as the documents that are published together tell."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from index.documents import Document
from index.store import IndexedDocument


def with_successors(indexed: Sequence[IndexedDocument]) -> tuple[IndexedDocument, ...]:
    """The same documents; one that is replaced says from what day, where its successor is there and tells."""
    known = {name: item.document for item in indexed for name in (item.document.path, item.document.id)}
    return tuple(_dated(item, known) for item in indexed)


def _dated(item: IndexedDocument, known: dict[str, Document]) -> IndexedDocument:
    day = _replaced_on(item.document, known)
    return item if day is None else replace(item, document=replace(item.document, replaced_on=day))


def _replaced_on(document: Document, known: dict[str, Document]) -> date | None:
    successor = known.get(document.metadata.superseded_by or "")
    return successor.metadata.valid_from if successor else None
