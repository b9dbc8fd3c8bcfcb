"""A canonical text set for reading: its headings and paragraphs, the pages that begin in it, the quote marked."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.documents import Document, Section

_BLOCK = re.compile(r"\S.*?(?=\n\n|\Z)", re.DOTALL)
_HIGHEST, _DEEPEST = 2, 6
"""The levels of headings inside a text, on a page whose own heading is the first."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a block. `page` begins with it; `anchor` is set on the first piece of the quote."""

    text: str
    quoted: bool
    anchor: bool
    page: int | None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a heading of a level from 2 to 6; the level of a paragraph is 0."""

    level: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class _Stretch:
    start: int
    end: int
    level: int


def typeset(text: str, document: Document | None, quoted: range) -> tuple[Block, ...]:
    """The blocks of a text, in order; `document` has its headings and pages, where they are known.

    A first heading that only repeats the title is left out, unless it is quoted. An empty `quoted` marks nothing.
    """
    pages = {start: number for number, start in enumerate(document.page_starts if document else (), start=1)}
    borders = sorted({*pages, quoted.start, quoted.stop} if quoted else pages)
    stretches = list(_stretches(text, document.sections if document else None))
    if document and stretches and _only_repeats(text, stretches[0], document.metadata.title, quoted):
        stretches = [replace(stretch, level=max(stretch.level - 1, 0)) for stretch in stretches[1:]]
    return tuple(
        Block(level, tuple(_pieces(text, _cuts(stretch, borders), pages, quoted)))
        for stretch, level in _evened(stretches)
    )


def _only_repeats(text: str, stretch: _Stretch, title: str, quoted: range) -> bool:
    if stretch.level == 0 or (quoted and quoted.start < stretch.end):
        return False
    return text[stretch.start : stretch.end].casefold().split() == title.casefold().split()


def _evened(stretches: Iterable[_Stretch]) -> Iterator[tuple[_Stretch, int]]:
    """The stretches with their level on the page, where no heading skips one, whatever it does in the source."""
    deepest = _HIGHEST
    for stretch in stretches:
        level = min(max(stretch.level, _HIGHEST), deepest, _DEEPEST) if stretch.level else 0
        deepest = level + 1 if level else deepest
        yield stretch, level


def _stretches(text: str, sections: Sequence[Section] | None) -> Iterator[_Stretch]:
    level = _HIGHEST
    # A long document has thousands of blocks and of sections, which are in the order of the text.
    starts = [section.start for section in sections or ()]
    for found in _BLOCK.finditer(text):
        start, end = found.span()
        following = bisect_left(starts, end)
        if sections is None or (following and start < sections[following - 1].end):
            yield _Stretch(start, end, 0)
            continue
        path = sections[following].heading_path if following < len(sections) else ()
        level = _level(found.group(), path) or level
        yield _Stretch(start, end, level)


def _level(heading: str, path: Sequence[str]) -> int | None:
    """The level of a heading under the page's own first one; None where it is not above what follows, at `path`."""
    return path.index(heading) + _HIGHEST if heading in path else None


def _cuts(stretch: _Stretch, borders: Sequence[int]) -> list[int]:
    """Where a stretch begins, where a page or the quote begins or ends in it, and where it ends."""
    inside = borders[bisect_right(borders, stretch.start) : bisect_left(borders, stretch.end)]
    return [stretch.start, *inside, stretch.end]


def _pieces(text: str, cuts: Sequence[int], pages: dict[int, int], quoted: range) -> Iterator[Piece]:
    for start, end in pairwise(cuts):
        is_quoted = start in quoted
        # The quote may begin in the white space between two blocks.
        first = is_quoted and not text[quoted.start : start].strip()
        yield Piece(text[start:end], is_quoted, first, pages.get(start))
