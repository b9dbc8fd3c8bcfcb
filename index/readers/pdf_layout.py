"""From the printed lines of all pages to blocks: headings by their type, paragraphs across page borders."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from index.readers.blocks import Block, BlockKind
from index.readers.headings import looks_like_heading, numbered_depth, with_text_below
from index.readers.lines import (
    Line,
    LineJoiner,
    continues,
    ends_sentence,
    is_contents_line,
    item_marker,
    item_text,
    wrap_width,
)
from index.readers.printed import PrintedLine
from index.readers.tables import row_text

_LARGER = 1.12
_SMALLER = 0.88
_SAME_SIZE = 0.6
_WIDE_LEADING = 1.25
_INDENT = 0.8
_MAX_INDENT = 4.0
_MAX_HEADING_LINES = 3
_HEADING_LEADING = 1.45
_LOWEST_LEVEL = 5


def page_blocks(pages: Sequence[Sequence[PrintedLine]]) -> tuple[Block, ...]:
    """The blocks of the pages, in reading order, each with its page and the page borders inside it."""
    lines = [line for page in pages for line in page if not is_contents_line(line.text)]
    if not lines:
        return ()
    body = _body_size(lines)
    notes = {note for page in pages for note in _notes(page, body)}
    setting = _Setting.of(lines, body)
    flow = _Flow([line for line in lines if line not in notes], setting).blocks()
    below = _Flow([line for line in lines if line in notes], setting).blocks()
    return with_text_below(_with_notes(flow, below))


def _body_size(lines: Sequence[PrintedLine]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0]


def _notes(page: Sequence[PrintedLine], body: float) -> list[PrintedLine]:
    """The footnotes: the lines in small type below all others."""
    notes: list[PrintedLine] = []
    for line in sorted(page, key=lambda line: line.baseline):
        if line.size > _SMALLER * body:
            return notes
        notes.append(line)
    return []


def _with_notes(flow: list[Block], notes: list[Block]) -> list[Block]:
    """The footnotes after the text of their page, but never inside a paragraph that crosses its border."""
    merged = list(flow)
    for note in reversed(notes):
        page = note.page or 0
        at = sum((block.page or 0) <= page for block in flow)
        if at and flow[at - 1].page_breaks:
            at -= 1
        merged.insert(at, note)
    return merged


@dataclass(frozen=True, slots=True)
class _Setting:
    """How the document is set: its body type, line distance in type heights, and heading types by rank."""

    body: float
    leading: float
    character: float
    width: float | None
    joiner: LineJoiner
    heading_sizes: tuple[float, ...]

    @classmethod
    def of(cls, lines: Sequence[PrintedLine], body: float) -> "_Setting":
        inner = [line for line in lines if abs(line.size - body) < _SAME_SIZE] or list(lines)
        steps = [
            (upper.baseline - lower.baseline) / body
            for upper, lower in pairwise(inner)
            if upper.page == lower.page and upper.baseline > lower.baseline
        ]
        character = median((line.right - line.left) / len(line.text) for line in inner) or 1.0
        extents = [Line(line.text, (line.right - line.left) / character) for line in inner]
        larger = {round(line.size * 2) / 2 for line in lines if line.size > _LARGER * body}
        return cls(
            body=body,
            leading=min(median(steps), 2.0) if steps else 1.2,
            character=character,
            width=wrap_width(extents),
            joiner=LineJoiner(line.text for line in lines),
            heading_sizes=tuple(sorted(larger, reverse=True)),
        )


@dataclass(frozen=True, slots=True)
class _Flow:
    lines: Sequence[PrintedLine]
    setting: _Setting

    def blocks(self) -> list[Block]:
        blocks: list[Block] = []
        at = 0
        while at < len(self.lines):
            line = self.lines[at]
            if (level := self._heading_level(at)) is not None:
                end = self._heading_end(at)
            else:
                end = at + 1 if _is_table_row(line) else self._paragraph_end(at)
            blocks.append(self._block(at, end, level))
            at = end
        return blocks

    def _block(self, at: int, end: int, level: int | None) -> Block:
        line = self.lines[at]
        if level is None and _is_table_row(line):
            return Block(BlockKind.LIST_ITEM, row_text(line.cells), page=line.page)
        joined = self.setting.joiner.join([self._line(index) for index in range(at, end)])
        if level is not None:
            return Block(BlockKind.HEADING, joined.text, level, line.page)
        text = item_text(joined.text)
        cut = len(joined.text) - len(text)
        kind = BlockKind.PARAGRAPH if item_marker(joined.text) is None else BlockKind.LIST_ITEM
        return Block(kind, text, page=line.page, page_breaks=tuple(at - cut for at in joined.page_breaks))

    def _line(self, at: int) -> Line:
        line = self.lines[at]
        extent = (line.right - line.left) / self.setting.character
        return Line(line.text, extent, at == 0 or self._has_gap(self.lines[at - 1], line), line.page)

    def _has_gap(self, above: PrintedLine, line: PrintedLine) -> bool:
        if abs(above.size - line.size) > _SAME_SIZE or above.is_bold != line.is_bold:
            return True
        step = above.baseline - line.baseline
        if above.page != line.page or step <= 0:
            return False
        indent = line.left - above.left
        is_indented = _INDENT * line.size < indent < _MAX_INDENT * line.size
        starts_paragraph = is_indented and ends_sentence(above.text) and item_marker(above.text) is None
        return step > _WIDE_LEADING * self.setting.leading * line.size or starts_paragraph

    def _paragraph_end(self, at: int) -> int:
        end = at + 1
        while end < len(self.lines):
            above, line = self.lines[end - 1], self.lines[end]
            is_outdented = end - 1 > at and above.page == line.page and line.left < above.left - _INDENT * line.size
            if is_outdented or _is_table_row(line) or self._heading_level(end) is not None:
                break
            if not continues(self._line(end - 1), self._line(end), self.setting.width):
                break
            end += 1
        return end

    def _heading_level(self, at: int) -> int | None:
        line = self.lines[at]
        sizes = self.setting.heading_sizes
        if _is_table_row(line) or sum(map(str.isalpha, line.text)) < 3:
            return None
        end = self._heading_end(at)
        text = " ".join(line.text for line in self.lines[at:end])
        if line.size > _LARGER * self.setting.body:
            is_short = end - at <= _MAX_HEADING_LINES and not (ends_sentence(text) and len(text.split()) > 9)
            return min(1 + sizes.index(round(line.size * 2) / 2), _LOWEST_LEVEL) if is_short else None
        is_body_type = line.size > self.setting.body - _SAME_SIZE
        if line.is_bold and is_body_type and end - at < _MAX_HEADING_LINES and looks_like_heading(text):
            return min(len(sizes) + 1, _LOWEST_LEVEL) + 1
        return None

    def _heading_end(self, at: int) -> int:
        end = at + 1
        while end < len(self.lines) and self._is_same_heading(self.lines[end - 1], self.lines[end]):
            end += 1
        return end

    def _is_same_heading(self, above: PrintedLine, line: PrintedLine) -> bool:
        return (
            abs(above.size - line.size) <= _SAME_SIZE
            and above.is_bold == line.is_bold
            and above.page == line.page
            and 0 < above.baseline - line.baseline < _HEADING_LEADING * line.size
            and numbered_depth(line.text) is None
            and not _is_table_row(line)
        )


def _is_table_row(line: PrintedLine) -> bool:
    # A number or a bullet before a wide gap belongs to a heading or an item.
    return len(line.cells) > 1 and sum(map(str.isalpha, line.cells[0])) > 1
