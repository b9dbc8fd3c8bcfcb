"""Takes running headers, running footers and page numbers off printed pages."""

import re
from collections import Counter
from collections.abc import Sequence

from index.readers.printed import PrintedLine

_MARGIN = 0.12
"""How much of a page's height, at its top and at its foot, may be taken up by running lines."""
_CLOSE = 0.01
_EDGE_LINES = 4
_ENOUGH_PAGES = 3
_PAGE_NUMBER = re.compile(
    r"\W*+(?:sida|sidan|sid|page|s)?\W*+(?:\d{1,4}|[ivxl]{1,6})\s*(?:(?:av|of|/|\()\s*\d{1,4}\s*\)?)?\W*",
    re.IGNORECASE,
)
_LONE_FIGURE = re.compile(r"[0-9]{1,4}")
_FIGURES = re.compile(r"\d+")


def without_margins(pages: Sequence[Sequence[PrintedLine]]) -> list[list[PrintedLine]]:
    """The pages without the lines that stand at the same place of several pages, and page numbers.

    Lines count as the same when only their figures differ; a line with a chapter's name is known by the page
    number at its end. Body text that happens to recur is kept: only
    the outermost lines in the margins are looked at.
    """
    edges = [_edge_lines(page) for page in pages]
    enough = min(_ENOUGH_PAGES, max(2, len(pages) // 2))
    seen = Counter(key for page in edges for key in {_key(line) for line in page})
    shifts = Counter(shift for page in edges for shift in {s for line in page for s in _shifts(line)})

    def is_running(line: PrintedLine) -> bool:
        return (
            _is_page_number(line)
            or _repeats(line, seen) >= enough
            or any(shifts[shift] >= enough for shift in _shifts(line))
        )

    return [
        [line for line in page if not (line in edge and is_running(line))]
        for page, edge in zip(pages, edges, strict=True)
    ]


def _edge_lines(page: Sequence[PrintedLine]) -> list[PrintedLine]:
    down = sorted(page, key=lambda line: line.from_top)
    top = [line for line in down[:_EDGE_LINES] if line.from_top < _MARGIN]
    foot = [line for line in down[-_EDGE_LINES:] if line.from_top > 1 - _MARGIN]
    return top + foot


def _key(line: PrintedLine) -> tuple[str, int]:
    return _FIGURES.sub("0", line.text).lower(), round(line.from_top / _CLOSE)


def _repeats(line: PrintedLine, seen: Counter[tuple[str, int]]) -> int:
    text, place = _key(line)
    return sum(seen[text, near] for near in (place - 1, place, place + 1))


def _shifts(line: PrintedLine) -> list[int]:
    """How far the figures that stand alone at an end of a line are from the number of the page."""
    if len(line.cells) < 2:
        return []
    return [int(cell) - line.page for cell in (line.cells[0], line.cells[-1]) if _LONE_FIGURE.fullmatch(cell)]


def _is_page_number(line: PrintedLine) -> bool:
    return _PAGE_NUMBER.fullmatch(line.text) is not None
