"""Reads .odt: the running text of an OpenDocument text, without headers, footers, notes and deleted text."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from odfdo import Document, Element
from odfdo.security import SecurityError

from index.readers.archives import check_archive
from index.readers.blocks import Block, BlockKind, ReadFailure, ReadFile, UnreadableFileError
from index.readers.cleaning import clean
from index.readers.headings import GUESSED_LEVEL, looks_like_heading, with_text_below
from index.readers.metadata import named_title
from index.readers.tables import table_blocks

_MANIFEST = "META-INF/manifest.xml"
_MAX_REPEATED = 50
_SKIPPED = re.compile(
    r"office:annotation|office:annotation-end|text:note|text:ruby-text|text:tracked-changes|"
    r"text:table-of-content|text:alphabetical-index|text:illustration-index|text:table-index|"
    r"text:sequence-decls|office:forms|draw:frame|draw:custom-shape|svg:title|svg:desc"
)
_SPACES = frozenset({"text:s", "text:tab", "text:line-break"})


def read(path: Path, /) -> ReadFile:
    """Reads an OpenDocument text; raises UnreadableFileError as `check_archive` does."""
    check_archive(path)
    _check_not_encrypted(path)
    document = _opened(path)
    blocks = with_text_below(_Body(document).blocks(document.body), guessed=GUESSED_LEVEL)
    return ReadFile(blocks, named_title(document.meta.get_title(), blocks))


def _opened(path: Path) -> Document:
    try:
        return Document(path)
    except SecurityError as error:
        # odfdo has limits of its own, stricter for small entries.
        raise UnreadableFileError(ReadFailure.EXPANDS_TOO_MUCH) from error


def _check_not_encrypted(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        manifest = archive.read(_MANIFEST) if _MANIFEST in names else b""
    if b"encryption-data" in manifest or "encrypted-package" in names:
        raise UnreadableFileError(ReadFailure.ENCRYPTED)


class _Body:
    def __init__(self, document: Document) -> None:
        self._document = document

    def blocks(self, element: Element, kind: BlockKind = BlockKind.PARAGRAPH) -> Iterator[Block]:
        """The blocks of an element; its paragraphs are of `kind`."""
        for child in element.children:
            match child.tag:
                case "text:h":
                    yield from _block(BlockKind.HEADING, child, _level(child))
                case "text:p":
                    yield from self._paragraph(child, kind)
                case "text:list":
                    yield from self.blocks(child, BlockKind.LIST_ITEM)
                case "table:table":
                    rows = _rows(child)
                    header = any(part.tag == "table:table-header-rows" for part in child.children)
                    yield from table_blocks(rows, has_header=header or self._is_bold_row(child))
                case tag if _SKIPPED.fullmatch(tag) is None:
                    yield from self.blocks(child, kind)

    def _paragraph(self, element: Element, kind: BlockKind) -> Iterator[Block]:
        text = _shown(element)
        if kind is BlockKind.PARAGRAPH and looks_like_heading(text) and self._is_bold(element):
            yield Block(BlockKind.HEADING, text, GUESSED_LEVEL)
        else:
            yield from _block(kind, element)
        for box in element.get_elements("descendant::draw:text-box"):
            yield from self.blocks(box)

    def _is_bold_row(self, table: Element) -> bool:
        row = next((part for part in table.children if part.tag == "table:table-row"), None)
        paragraphs = row.get_elements("descendant::text:p") if row is not None else []
        shown = [paragraph for paragraph in paragraphs if _shown(paragraph)]
        return bool(shown) and all(map(self._is_bold, shown))

    def _is_bold(self, element: Element) -> bool:
        """Whether all of a paragraph is bold, by its own style or by that of the one span that fills it."""
        if self._is_bold_style("paragraph", element.get_attribute("text:style-name")):
            return True
        spans = element.get_elements("text:span")
        return clean("".join(map(_shown, spans))) == _shown(element) and all(
            self._is_bold_style("text", span.get_attribute("text:style-name")) for span in spans
        )

    def _is_bold_style(self, family: str, name: object) -> bool:
        style = self._document.get_style(family, str(name)) if name else None
        return style is not None and any(
            properties.get_attribute("fo:font-weight") in {"bold", "600", "700", "800", "900"}
            for properties in style.get_elements("style:text-properties")
        )


def _block(kind: BlockKind, element: Element, level: int = 0) -> Iterator[Block]:
    if text := _shown(element):
        yield Block(kind, text, level)


def _level(heading: Element) -> int:
    level = str(heading.get_attribute("text:outline-level") or "1")
    return min(max(int(level), 1), 6)


def _rows(table: Element) -> list[list[str]]:
    return [
        [
            text
            for cell in row.children
            if cell.tag in {"table:table-cell", "table:covered-table-cell"}
            for text in [_cell_text(cell)] * _repeated(cell)
        ]
        for row in table.get_elements("descendant::table:table-row")
    ]


def _cell_text(cell: Element) -> str:
    return clean(" ".join(map(_shown, cell.get_elements("descendant::text:p|descendant::text:h"))))


def _repeated(cell: Element) -> int:
    return min(int(str(cell.get_attribute("table:number-columns-repeated") or "1")), _MAX_REPEATED)


def _shown(element: Element) -> str:
    return clean("".join(_texts(element)))


def _texts(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element.children:
        if child.tag in _SPACES:
            yield " "
        elif _SKIPPED.fullmatch(child.tag) is None:
            yield from _texts(child)
        yield child.tail or ""
