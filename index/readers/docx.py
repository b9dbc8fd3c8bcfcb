"""Reads .docx: the running text of a Word document, without headers, footers, notes and deleted text."""

import re
from collections.abc import Iterator
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from lxml import etree

from index.readers.archives import check_archive
from index.readers.blocks import Block, BlockKind, ReadFile
from index.readers.cleaning import clean
from index.readers.headings import GUESSED_LEVEL, looks_like_heading, with_text_below
from index.readers.metadata import named_title
from index.readers.tables import table_blocks

_HEADING_STYLE = re.compile(r"(?:heading|rubrik|överskrift)\s*([1-9])\b", re.IGNORECASE)
_TITLE_STYLE = re.compile(r"(?:title|rubrik|titel)", re.IGNORECASE)
_LIST_STYLE = re.compile(r"(?:list|punkt|numrerad|bullet)", re.IGNORECASE)
_CONTENTS_STYLE = re.compile(r"(?:toc \d|innehållsförteckning)", re.IGNORECASE)
_SKIPPED = {qn(name) for name in ("w:del", "w:moveFrom", "w:rPr", "w:pPr", "w:txbxContent")} | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}
_SPACES = {qn(name) for name in ("w:tab", "w:br", "w:cr")}


def read(path: Path, /) -> ReadFile:
    """Reads a Word document; raises UnreadableFileError as `check_archive` does."""
    check_archive(path)
    document = docx.Document(str(path))
    blocks = with_text_below(_Body(document).blocks(document.element.body), guessed=GUESSED_LEVEL)
    return ReadFile(blocks, named_title(document.core_properties.title, blocks))


class _Body:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._styles_by_id: dict[str | None, list[ParagraphStyle]] = {}

    def blocks(self, element: etree._Element) -> Iterator[Block]:
        """The blocks of an element, also those inside content controls and tracked insertions."""
        for child in element:
            if child.tag == qn("w:p"):
                yield from self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child)
            elif child.tag == qn("w:sdt"):
                if not _is_contents(child):
                    yield from (
                        block for content in child.iterchildren(qn("w:sdtContent")) for block in self.blocks(content)
                    )
            elif child.tag in {qn("w:ins"), qn("w:moveTo"), qn("w:customXml"), qn("w:smartTag")}:
                yield from self.blocks(child)

    def _paragraph(self, element: etree._Element) -> Iterator[Block]:
        text = clean("".join(_texts(element)))
        styles = self._styles(element)
        if text and not any(_CONTENTS_STYLE.match(style.name or "") for style in styles):
            yield self._block(element, styles, text)
        for box in _text_boxes(element):
            yield from self.blocks(box)

    def _block(self, element: etree._Element, styles: list[ParagraphStyle], text: str) -> Block:
        level = _heading_level(element, styles)
        if level is not None:
            return Block(BlockKind.HEADING, text, level)
        if _is_numbered(element, styles):
            return Block(BlockKind.LIST_ITEM, text)
        if _is_bold(element) and looks_like_heading(text):
            return Block(BlockKind.HEADING, text, GUESSED_LEVEL)
        return Block(BlockKind.PARAGRAPH, text)

    def _styles(self, element: etree._Element) -> list[ParagraphStyle]:
        """The style of a paragraph and those it is based on."""
        id_element = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        style_id = id_element.get(qn("w:val")) if id_element is not None else None
        # Looking a style up searches the whole file, so each is looked up once.
        if style_id not in self._styles_by_id:
            self._styles_by_id[style_id] = _style_chain(Paragraph(element, self._document).style)
        return self._styles_by_id[style_id]

    def _table(self, table: etree._Element) -> Iterator[Block]:
        if any(True for _ in table.iterdescendants(qn("w:tbl"))) or len(table.findall(qn("w:tr"))) == 1:
            # A table round tables, or of one row, lays out the page.
            for cell in table.iterchildren(qn("w:tr")):
                for content in cell.iterchildren(qn("w:tc")):
                    yield from self.blocks(content)
            return
        rows = [
            [" ".join(_cell_texts(cell)) for cell in row.iterchildren(qn("w:tc"))]
            for row in table.iterchildren(qn("w:tr"))
        ]
        yield from table_blocks(rows, has_header=_has_header(table))


def _style_chain(style: ParagraphStyle | None) -> list[ParagraphStyle]:
    chain: list[ParagraphStyle] = []
    while style is not None and style not in chain:
        chain.append(style)
        style = style.base_style
    return chain


def _texts(element: etree._Element) -> Iterator[str]:
    for child in element:
        if child.tag in _SKIPPED or (child.tag == qn("w:r") and _is_on(child, "w:rPr/w:vanish")):
            continue
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in _SPACES:
            yield " "
        elif child.tag == qn("w:noBreakHyphen"):
            yield "-"
        else:
            yield from _texts(child)


def _cell_texts(cell: etree._Element) -> Iterator[str]:
    for paragraph in cell.iterdescendants(qn("w:p")):
        if text := clean("".join(_texts(paragraph))):
            yield text


def _text_boxes(element: etree._Element) -> Iterator[etree._Element]:
    for box in element.iterdescendants(qn("w:txbxContent")):
        # Word stores a box twice; the second time for programs that don't know the first form.
        if not any(ancestor.tag in _SKIPPED for ancestor in box.iterancestors()):
            yield box


def _is_on(element: etree._Element, path: str) -> bool:
    found = element.find("/".join(qn(part) for part in path.split("/")))
    return found is not None and found.get(qn("w:val"), "1") not in {"0", "false", "off", "none"}


def _is_contents(control: etree._Element) -> bool:
    gallery = next(control.iterdescendants(qn("w:docPartGallery")), None)
    return gallery is not None and gallery.get(qn("w:val")) == "Table of Contents"


def _properties(element: etree._Element, styles: list[ParagraphStyle]) -> list[etree._Element]:
    """The paragraph properties of an element, then those of its styles."""
    found = [holder.find(qn("w:pPr")) for holder in (element, *(style.element for style in styles))]
    return [properties for properties in found if properties is not None]


def _heading_level(element: etree._Element, styles: list[ParagraphStyle]) -> int | None:
    for properties in _properties(element, styles):
        outline = properties.find(qn("w:outlineLvl"))
        if outline is not None:
            level = int(outline.get(qn("w:val"), "9")) + 1
            return min(level, 6) if level <= 9 else None
    for style in styles:
        if match := _HEADING_STYLE.match(style.name or ""):
            return min(int(match[1]), 6)
        if _TITLE_STYLE.fullmatch(style.name or ""):
            return 1
    return None


def _is_numbered(element: etree._Element, styles: list[ParagraphStyle]) -> bool:
    for properties in _properties(element, styles):
        number = properties.find(f"{qn('w:numPr')}/{qn('w:numId')}")
        if number is not None:
            return bool(number.get(qn("w:val")) != "0")
    return any(_LIST_STYLE.match(style.name or "") for style in styles)


def _is_bold(element: etree._Element) -> bool:
    runs = [run for run in element.iterdescendants(qn("w:r")) if "".join(_texts(run)).strip()]
    return bool(runs) and all(_is_on(run, "w:rPr/w:b") for run in runs)


def _has_header(table: etree._Element) -> bool:
    row = table.find(qn("w:tr"))
    if row is None:
        return False
    paragraphs = [p for p in row.iterdescendants(qn("w:p")) if "".join(_texts(p)).strip()]
    return _is_on(row, "w:trPr/w:tblHeader") or (bool(paragraphs) and all(map(_is_bold, paragraphs)))
