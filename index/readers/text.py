"""Reads .txt: lines wrapped at a column become paragraphs, and headings are told by their looks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from index.readers.blocks import Block, BlockKind, ReadFile
from index.readers.cleaning import clean, visible
from index.readers.encodings import decode
from index.readers.headings import looks_like_heading, numbered_depth, with_text_below
from index.readers.lines import (
    Line,
    LineJoiner,
    continues,
    ends_sentence,
    is_broken_early,
    is_contents_line,
    item_marker,
    item_text,
    wrap_width,
)

_SOFT_BREAK = re.compile("\u00ad[ \\t]*\\r?\\n[ \\t]*")
_RULE = re.compile(r"\s*[-=_*~#]{3,}\s*")
_SECTION_LEVEL = 2
_MAX_TITLE_LINES = 3
_MAX_UNSET_WORDS = 6


def read(path: Path, /) -> ReadFile:
    """Reads a text file in UTF-8, UTF-16 or Windows-1252."""
    return ReadFile(text_blocks(decode(path.read_bytes())))


def text_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a plain text."""
    lines = _lines(text)
    layout = _Layout(lines, wrap_width(lines), LineJoiner(line.text for line in lines))
    return with_text_below(layout.blocks())


def _lines(text: str) -> list[Line]:
    lines: list[Line] = []
    gap = True
    for raw in visible(_SOFT_BREAK.sub("", text)).splitlines():
        shown = clean(raw)
        if not shown or _RULE.fullmatch(raw) or is_contents_line(shown):
            gap = True
            continue
        lines.append(Line(shown, extent=len(shown), gap_before=gap))
        gap = False
    return lines


@dataclass(frozen=True, slots=True)
class _Layout:
    lines: Sequence[Line]
    width: float | None
    joiner: LineJoiner

    def blocks(self) -> list[Block]:
        blocks, at = self._title()
        while at < len(self.lines):
            if self._is_heading(at):
                text = self.lines[at].text
                blocks.append(Block(BlockKind.HEADING, text, _level(text)))
                at += 1
                continue
            end = self._paragraph_end(at)
            text = self.joiner.join(self.lines[at:end]).text
            is_item = item_marker(text) is not None
            blocks.append(Block(BlockKind.LIST_ITEM, item_text(text)) if is_item else Block(BlockKind.PARAGRAPH, text))
            at = end
        return blocks

    def _title(self) -> tuple[list[Block], int]:
        """The title, and how many lines it takes up: the first heading, which alone may be wrapped."""
        end = 1
        while end < len(self.lines) and not self.lines[end].gap_before:
            end += 1
        if end == len(self.lines) or end > _MAX_TITLE_LINES or not self._is_wrapped_title(end):
            end = 1 if self.lines and self._is_heading(0) else 0
        if end == 0:
            return [], 0
        return [Block(BlockKind.HEADING, self.joiner.join(self.lines[:end]).text, 1)], end

    def _is_wrapped_title(self, end: int) -> bool:
        lines = self.lines[:end]
        if end == 1 or self.width is None:
            return False
        if not looks_like_heading(lines[0].text) or ends_sentence(lines[-1].text):
            return False
        return all(continues(line, following, 0.7 * self.width) for line, following in pairwise(lines))

    def _is_heading(self, at: int) -> bool:
        line = self.lines[at]
        if not looks_like_heading(line.text) or at + 1 == len(self.lines):
            return False
        following = self.lines[at + 1]
        if item_marker(line.text) is not None and not self._numbers_a_section(at):
            return False
        if line.gap_before:
            return following.gap_before or self._heads_body(line, following)
        return self._stands_out(self.lines[at - 1], line, following)

    def _heads_body(self, line: Line, following: Line) -> bool:
        if self.width is None:
            return len(following.text) > 2 * len(line.text)
        if item_marker(following.text) is not None:
            return True
        return is_broken_early(line, following, self.width) and not following.text[0].islower()

    def _stands_out(self, previous: Line, line: Line, following: Line) -> bool:
        """A heading right below a paragraph: the blank line above it was lost, that below was not."""
        is_short = len(line.text.split()) <= _MAX_UNSET_WORDS and line.extent < 0.6 * (self.width or 0)
        return following.gap_before and is_short and ends_sentence(previous.text)

    def _numbers_a_section(self, at: int) -> bool:
        text, following = self.lines[at].text, self.lines[at + 1]
        return (
            numbered_depth(text) is not None
            and following.gap_before
            and item_marker(following.text) is None
            and not re.match(r"\S+\s+Att\b", text)
        )

    def _paragraph_end(self, at: int) -> int:
        end = at + 1
        while (
            end < len(self.lines)
            and continues(self.lines[end - 1], self.lines[end], self.width)
            and not self._is_heading(end)
        ):
            end += 1
        return end


def _level(text: str) -> int:
    depth = numbered_depth(text) or 1
    return min(depth + _SECTION_LEVEL - 1, 5)
