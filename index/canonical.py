"""From what a reader saw to a Document: one canonical text, and where its sections and pages begin in it."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from index.documents import Document, Metadata, Section
from index.readers.blocks import Block, BlockKind, ReadFile

BETWEEN_BLOCKS = "\n\n"
BETWEEN_LIST_ITEMS = "\n"

_NOT_IN_ID = re.compile(r"[^a-z0-9]+")
_NAMELESS = "dokument"


def to_document(read: ReadFile, *, id: str, path: str, file_sha256: str) -> Document:
    """The document of a file.

    Its blocks are joined in order, without those that hold only white space. A section is a stretch with
    text under one heading path; text before the first heading has an empty path. Dates that aren't ISO
    dates are left out.
    """
    placed = list(_placed(read.blocks))
    return Document(
        id=id,
        path=path,
        metadata=_metadata(read, path),
        text="".join(block.before + block.block.text for block in placed),
        sections=tuple(_sections(placed)),
        page_starts=_page_starts(placed),
        file_sha256=file_sha256,
    )


def document_id(path: str) -> str:
    """The id of a document by its path in the folder: its letters a to z and digits, joined by hyphens.

    Å and ä become a, ö becomes o, and the suffix is left out. Different paths can have the same id.
    """
    stem = str(PurePosixPath(path).with_suffix("")).lower()
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    return _NOT_IN_ID.sub("-", plain).strip("-") or _NAMELESS


@dataclass(frozen=True, slots=True)
class _PlacedBlock:
    """A block with its offset in the canonical text, and what stands between it and the block before."""

    block: Block
    before: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.block.text)


def _placed(blocks: tuple[Block, ...]) -> Iterator[_PlacedBlock]:
    previous: _PlacedBlock | None = None
    for block in blocks:
        if not block.text.strip():
            continue
        before = _between(previous.block, block) if previous else ""
        previous = _PlacedBlock(block, before, (previous.end if previous else 0) + len(before))
        yield previous


def _between(previous: Block, block: Block) -> str:
    both_items = previous.kind is block.kind is BlockKind.LIST_ITEM
    return BETWEEN_LIST_ITEMS if both_items else BETWEEN_BLOCKS


def _sections(placed: list[_PlacedBlock]) -> Iterator[Section]:
    headings: list[Block] = []
    stretch: list[_PlacedBlock] = []
    for item in placed:
        if item.block.kind is not BlockKind.HEADING:
            stretch.append(item)
            continue
        yield from _section(headings, stretch)
        stretch = []
        headings = [*(above for above in headings if above.level < item.block.level), item.block]
    yield from _section(headings, stretch)


def _section(headings: list[Block], stretch: list[_PlacedBlock]) -> Iterator[Section]:
    if stretch:
        yield Section(tuple(heading.text for heading in headings), stretch[0].start, stretch[-1].end)


def _page_starts(placed: list[_PlacedBlock]) -> tuple[int, ...]:
    """An empty page begins where the next page with text begins."""
    starts: list[int] = []
    for item in placed:
        if item.block.page is None:
            continue
        starts += [item.start] * (item.block.page - len(starts))
        starts += [item.start + offset for offset in item.block.page_breaks]
    return tuple(starts)


def _metadata(read: ReadFile, path: str) -> Metadata:
    values = {name: value.strip() for name, value in read.metadata.items() if value.strip()}
    headings = (block.text for block in read.blocks if block.kind is BlockKind.HEADING and block.text.strip())
    return Metadata(
        title=values.get("title") or next(headings, None) or _readable_stem(path),
        kind=(values.get("kind") or _folder(path) or "dokument").lower(),
        issuer=values.get("issuer"),
        diary_number=values.get("diary_number"),
        decided_on=_date(values, "decided_on"),
        valid_from=_date(values, "valid_from"),
        valid_to=_date(values, "valid_to"),
        superseded_by=values.get("superseded_by"),
        source_url=values.get("source_url"),
        language=values.get("language", "sv"),
    )


def _date(values: Mapping[str, str], name: str) -> date | None:
    try:
        return date.fromisoformat(values.get(name, ""))
    except ValueError:
        return None


def _folder(path: str) -> str | None:
    """The folder just above the file, which names the kind of its documents where nothing else does."""
    parents = PurePosixPath(path).parent.parts
    return unicodedata.normalize("NFC", parents[-1]) if parents else None


def _readable_stem(path: str) -> str:
    stem = unicodedata.normalize("NFC", PurePosixPath(path).stem)
    words = re.sub(r"[-_\s]+", " ", stem).strip() or stem
    return words[:1].upper() + words[1:]
