"""What every reader returns: the blocks of one file, in reading order, and the metadata it carries."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

READER_VERSION = 2
"""Raise it when any reader, or the text clean-up, gives another text or other metadata for the same file."""


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph or a list item.

    `level` is 1 to 6 for a heading and 0 otherwise. `page` is the one on which the block begins; it counts
    from 1 and is None where the format has no pages. `page_breaks` are the offsets in `text` at which each
    following page begins, where a block runs over page borders.
    """

    kind: BlockKind
    text: str
    level: int = 0
    page: int | None = None
    page_breaks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file as its reader saw it: blocks, and metadata as plain strings under the names of `Metadata`."""

    blocks: tuple[Block, ...]
    metadata: dict[str, str] = field(default_factory=dict)


class ReadFailure(StrEnum):
    """Why a file cannot be read, in the words an administrator sees."""

    ENCRYPTED = "Filen är låst med lösenord."
    DAMAGED = "Filen är skadad eller är inte av det format som filnamnet anger."
    NO_TEXT_LAYER = "Filen är en inskannad bild utan text. Den behöver texttolkas (OCR) först."
    EMPTY = "Filen innehåller ingen text."
    TOO_LARGE = "Filen är för stor."
    EXPANDS_TOO_MUCH = "Filen packas upp till orimligt mycket data och läses därför inte."
    TOO_SLOW = "Det tog för lång tid att läsa filen."
    OUT_OF_MEMORY = "Filen kräver för mycket minne för att läsas."
    UNSUPPORTED = "Formatet stöds inte."
    BAD_METADATA = "Uppgifterna om filen (filnamn.meta.yaml) går inte att läsa."


class UnreadableFileError(Exception):
    """A reader's way of saying that a file cannot be read, with the reason."""

    def __init__(self, failure: ReadFailure) -> None:
        super().__init__(failure.value)
        self.failure = failure


class Reader(Protocol):
    """Reads the bytes of one file.

    Raises UnreadableFileError with the reason; any other exception counts as DAMAGED.
    """

    def __call__(self, path: Path, /) -> ReadFile: ...
