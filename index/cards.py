"""A document without its text, as JSON: what the archive keeps beside a text to typeset it and to know whose it is."""

from dataclasses import asdict
from datetime import date
from typing import Any

from index.documents import Document, Metadata, Section

_DATES = ("decided_on", "valid_from", "valid_to")


def to_card(document: Document) -> dict[str, Any]:
    """JSON-ready fields; dates are ISO 8601."""
    metadata = asdict(document.metadata)
    metadata |= {name: metadata[name].isoformat() for name in _DATES if metadata[name]}
    return {
        "id": document.id,
        "path": document.path,
        "metadata": metadata,
        "sections": [[list(section.heading_path), section.start, section.end] for section in document.sections],
        "page_starts": list(document.page_starts),
        "file_sha256": document.file_sha256,
    }


def from_card(card: dict[str, Any], text: str) -> Document:
    """The document that `to_card` was given, with its text."""
    metadata = dict(card["metadata"])
    metadata |= {name: date.fromisoformat(metadata[name]) for name in _DATES if metadata[name]}
    return Document(
        id=card["id"],
        path=card["path"],
        metadata=Metadata(**metadata),
        text=text,
        sections=tuple(Section(tuple(headings), start, end) for headings, start, end in card["sections"]),
        page_starts=tuple(card["page_starts"]),
        file_sha256=card["file_sha256"],
    )
