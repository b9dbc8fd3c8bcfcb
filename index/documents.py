"""The words for what is indexed: Document, Section, Metadata."""

import hashlib
import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

VERSION_LENGTH = 16
"""Hex digits of the SHA-256 of the canonical text that name a version (64 bits)."""

_VERSION = re.compile(r"[0-9a-z]{1,64}")
_ID = re.compile(r"[a-z0-9-]{1,200}")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document beside its text. Every date is a calendar date without a time zone."""

    title: str
    kind: str = "dokument"
    issuer: str | None = None
    diary_number: str | None = None
    decided_on: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    superseded_by: str | None = None
    source_url: str | None = None
    language: str = "sv"


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the canonical text under one heading path; `start` and `end` are code point offsets.

    The offsets take in the text below the heading and not the heading itself.
    """

    heading_path: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """One source file, read to canonical text.

    `id` matches [a-z0-9-]+ and is unique in a generation; `path` is relative to the folder it was built
    from, with forward slashes. `page_starts[i]` is the offset in `text` at which page i + 1 begins; it is
    empty where the format has no pages. `replaced_on` is the first day of what it is superseded by, known in an
    opened generation; None where that is not known.
    """

    id: str
    path: str
    metadata: Metadata
    text: str
    sections: tuple[Section, ...]
    page_starts: tuple[int, ...]
    file_sha256: str
    replaced_on: date | None = None

    @property
    def version(self) -> str:
        return version_of(self.text)

    def page_at(self, offset: int) -> int | None:
        """The page, counted from 1, on which the character at `offset` stands."""
        return bisect_right(self.page_starts, offset) or None


def version_of(text: str) -> str:
    """The name of a canonical text: the first VERSION_LENGTH hex digits of its SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:VERSION_LENGTH]


def may_be_version(text: str) -> bool:
    """Whether a text could name a version; if so it is also a safe name for a file."""
    return _VERSION.fullmatch(text) is not None


def may_be_id(text: str) -> bool:
    """The same of the id of a document; one that is longer than a reference may hold is none."""
    return _ID.fullmatch(text) is not None
