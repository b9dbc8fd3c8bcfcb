"""The documents as a reader meets them: the published ones, and earlier versions by their archived text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from bot.answer import Quote, Validity
from bot.quoting import validity
from bot.sections import section_name
from index.documents import Document, Metadata
from index.encoder import Vectors
from index.search import Searcher, Source
from index.store import IndexedDocument
from index.tombstones import Tombstones
from web.references import Reference

ARCHIVED_KIND = "tidigare version"
_ARCHIVED_TITLE = "Tidigare version av ett dokument"


class Opened(Protocol):
    """The generation in use."""

    @property
    def id(self) -> str: ...

    @property
    def documents(self) -> tuple[IndexedDocument, ...]: ...


class LiveIndex(Searcher, Protocol):
    """A Searcher that also knows its documents; `opened` raises NoGenerationError while nothing is published."""

    @property
    def opened(self) -> Opened: ...

    def encode(self, texts: Sequence[str], /) -> Vectors:
        """What texts mean to the encoder in use, as queries: shape (len(texts), dimensions), float32, L2 norm 1."""
        ...

    def archived(self, document_id: str, version: str, /) -> Document | None:
        """A document as it was last published in that version, or None where that is not known."""
        ...

    def owners(self, version: str, /) -> frozenset[str]:
        """The ids of the documents that were published in that version; empty where it is not known."""
        ...

    def original(self, document_id: str, version: str, /) -> Path | None:
        """The file that a version was read from, or None where it was not kept."""
        ...


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of a document: its text, the document as it was then, and whether it is the published version.

    `document` is None for an earlier version of which only the text was kept.
    """

    id: str
    version: str
    text: str
    document: Document | None
    published: bool


class Catalogue:
    """Looks up documents, versions and quotes. Every method raises NoGenerationError while nothing is published."""

    def __init__(self, live: LiveIndex, tombstones: Tombstones | None = None) -> None:
        """Without tombstones nothing counts as withdrawn."""
        self._live = live
        self._tombstones = tombstones

    def is_withdrawn(self, version: str) -> bool:
        """Whether a version was published by mistake and is gone for good; known also while nothing is published."""
        return self._tombstones is not None and self._tombstones.get(version) is not None

    @property
    def generation(self) -> str:
        return self._live.opened.id

    def documents(self) -> tuple[Document, ...]:
        """The published documents, by title."""
        found = (item.document for item in self._live.opened.documents)
        return tuple(sorted(found, key=lambda document: document.metadata.title.casefold()))

    def document(self, document_id: str) -> Document | None:
        """The published document of that id."""
        return next((item.document for item in self._live.opened.documents if item.document.id == document_id), None)

    def edition(self, document_id: str, version: str) -> Edition | None:
        """A version that is or was published under that id; None for one that belongs to other ids or was withdrawn."""
        if self.is_withdrawn(version):
            return None
        present = self.document(document_id)
        if present is not None and present.version == version:
            return Edition(document_id, version, present.text, present, published=True)
        archived = self._live.archived(document_id, version)
        if archived is not None:
            return Edition(document_id, version, archived.text, archived, published=False)
        # A text without a known owner is found by its version alone, and an address could lend it any name.
        if self._live.owners(version) or any(item.document.version == version for item in self._live.opened.documents):
            return None
        text = self._live.canonical_text(document_id, version)
        return None if text is None else Edition(document_id, version, text, None, published=False)

    def original(self, document_id: str, version: str) -> Path | None:
        """The file that a version which is or was published was read from; None where there is none."""
        edition = self.edition(document_id, version)
        known = edition is not None and edition.document is not None
        return self._live.original(document_id, version) if known else None

    def quote(self, reference: Reference, today: date) -> Quote | None:
        """What a reference names, as it would be quoted on that day."""
        edition = self.edition(reference.document_id, reference.version)
        if edition is None or not 0 <= reference.start < reference.end <= len(edition.text):
            return None
        document = edition.document
        metadata = document.metadata if document else Metadata(_ARCHIVED_TITLE, ARCHIVED_KIND)
        return Quote(
            text=edition.text[reference.start : reference.end],
            start=reference.start,
            end=reference.end,
            source=Source(edition.id, edition.version, document.path if document else "", metadata),
            section=_section(document, reference.start) if document else None,
            page=document.page_at(reference.start) if document else None,
            validity=validity(document, today) if document and edition.published else Validity.SUPERSEDED,
        )


def _section(document: Document, offset: int) -> str | None:
    headings = next(
        (section.heading_path for section in document.sections if section.start <= offset < section.end), ()
    )
    return section_name(headings, document.metadata.title)
