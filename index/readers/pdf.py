"""Reads .pdf with a text layer: lines by position and type, without running headers and page numbers."""

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import hypot
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from index.readers.blocks import Block, BlockKind, ReadFailure, ReadFile, UnreadableFileError
from index.readers.cleaning import clean
from index.readers.margins import without_margins
from index.readers.metadata import named_title
from index.readers.pdf_layout import page_blocks
from index.readers.printed import PrintedLine

_LINE_BREAKS = "\r\n"
_HYPHENS_AT_LINE_END = "\x02\ufffe"
_WIDE_GAP = 1.8
"""In type heights; a justified line has narrower ones."""
_BOLD_WEIGHT = 600
_BOLD_NAME = re.compile(rb"bold|black|heavy|semibd|demi", re.IGNORECASE)
_SAMPLES = 8
"""So many characters of a line tell its type."""
_SCANNED_LETTERS = 15
"""A page with fewer letters and an image is a scan, perhaps with a stamped page number."""


def read(path: Path, /) -> ReadFile:
    """Reads a PDF.

    Raises UnreadableFileError: ENCRYPTED, DAMAGED, or NO_TEXT_LAYER where the pages are images.
    """
    document = _opened(path)
    try:
        pages = []
        scanned = 0
        for number in range(len(document)):
            page = document[number]
            lines = list(_Page(page, number + 1).lines())
            scanned += _is_scanned(page, lines)
            pages.append(lines)
            page.close()
        if scanned and scanned * 2 > len(pages):
            raise UnreadableFileError(ReadFailure.NO_TEXT_LAYER)
        blocks = page_blocks(without_margins(pages))
        return ReadFile(blocks, _metadata(document, blocks))
    finally:
        document.close()


def _opened(path: Path) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        is_locked = error.err_code == pdfium_c.FPDF_ERR_PASSWORD
        raise UnreadableFileError(ReadFailure.ENCRYPTED if is_locked else ReadFailure.DAMAGED) from error


def _is_scanned(page: pdfium.PdfPage, lines: list[PrintedLine]) -> bool:
    letters = sum(map(str.isalpha, "".join(line.text for line in lines)))
    if letters >= _SCANNED_LETTERS:
        return False
    return next(page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE]), None) is not None


def _metadata(document: pdfium.PdfDocument, blocks: tuple[Block, ...]) -> dict[str, str]:
    """The title: the first of the largest headings, or where there is none, what the file says."""
    headings = [block for block in blocks if block.kind is BlockKind.HEADING]
    if headings:
        return {"title": min(headings, key=lambda block: block.level).text}
    return named_title(document.get_metadata_value("Title"), blocks)


@dataclass(frozen=True, slots=True)
class _Type:
    size: float
    is_bold: bool


class _Page:
    def __init__(self, page: pdfium.PdfPage, number: int) -> None:
        self._page = page
        self._number = number
        self._text_page = page.get_textpage()
        self._height = page.get_height() or 1.0
        count = self._text_page.count_chars()
        self._characters = [self._character(index) for index in range(count)]

    def lines(self) -> Iterator[PrintedLine]:
        """The lines from the top down, or in the order of the file where columns stand side by side."""
        lines = [line for start, end, hyphened in self._stretches() if (line := self._line(start, end, hyphened))]
        yield from lines if _has_columns(lines) else sorted(lines, key=lambda line: -line.baseline)

    def _character(self, index: int) -> str:
        code = pdfium_c.FPDFText_GetUnicode(self._text_page, index)
        return chr(code) if code <= 0x10FFFF else ""

    def _stretches(self) -> Iterator[tuple[int, int, bool]]:
        start = 0
        for index, character in enumerate(self._characters):
            # pdfium puts its own mark for a hyphen at a line end, and leaves out the line break.
            if character and character in _LINE_BREAKS + _HYPHENS_AT_LINE_END:
                yield start, index, character in _HYPHENS_AT_LINE_END
                start = index + 1
        yield start, len(self._characters), False

    def _line(self, start: int, end: int, hyphened: bool) -> PrintedLine | None:
        shown = [index for index in range(start, end) if self._characters[index].strip()]
        cells = tuple(cell for part in self._cells(start, end, shown) if (cell := clean(part)))
        if not cells:
            return None
        if hyphened:
            cells = (*cells[:-1], cells[-1] + "-")
        kinds = [self._type(index) for index in {*shown[:: len(shown) // _SAMPLES + 1], shown[-1]}]
        return PrintedLine(
            text=" ".join(cells),
            cells=cells,
            page=self._number,
            left=self._text_page.get_charbox(shown[0])[0],
            right=self._text_page.get_charbox(shown[-1])[2],
            baseline=self._baseline(shown[len(shown) // 2]),
            size=sorted(kind.size for kind in kinds)[len(kinds) // 2],
            is_bold=all(kind.is_bold for kind in kinds),
            height=self._height,
        )

    def _cells(self, start: int, end: int, shown: list[int]) -> Iterator[str]:
        if not shown:
            return
        widest = _WIDE_GAP * self._type(shown[0]).size
        for before, after in pairwise(shown):
            if after - before == 1:
                continue
            right, left = self._text_page.get_charbox(before)[2], self._text_page.get_charbox(after)[0]
            if left - right > widest:
                yield "".join(self._characters[start:after])
                start = after
        yield "".join(self._characters[start:end])

    def _baseline(self, index: int) -> float:
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium_c.FPDFText_GetCharOrigin(self._text_page, index, x, y)
        return y.value

    def _type(self, index: int) -> _Type:
        matrix = pdfium_c.FS_MATRIX()
        pdfium_c.FPDFText_GetMatrix(self._text_page, index, matrix)
        size = pdfium_c.FPDFText_GetFontSize(self._text_page, index) * (hypot(matrix.c, matrix.d) or 1.0)
        name = ctypes.create_string_buffer(128)
        pdfium_c.FPDFText_GetFontInfo(self._text_page, index, name, len(name), ctypes.c_int())
        weight = pdfium_c.FPDFText_GetFontWeight(self._text_page, index)
        return _Type(size, weight >= _BOLD_WEIGHT or _BOLD_NAME.search(name.value) is not None)


def _has_columns(lines: list[PrintedLine]) -> bool:
    down = sorted(lines, key=lambda line: -line.baseline)
    return any(upper.baseline - lower.baseline < 0.5 * min(upper.size, lower.size) for upper, lower in pairwise(down))
