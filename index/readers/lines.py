"""From the lines of a laid out page to running text: joined lines, words whole again, items told apart."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_MIN_WRAP_WIDTH = 40.0
_MAX_WRAP_WIDTH = 130.0
_HYPHENS = "-\u2010"
_HYPHENED_WORD = re.compile(rf"(?<!\w)\w+[{_HYPHENS}]$")
_FIRST_WORD = re.compile(r"\w*")
_SUSPENDED = frozenset({"och", "eller", "samt", "respektive", "resp", "kontra", "men", "som", "liksom", "till"})
_SENTENCE_END = re.compile(r"[.!?:][”\"’')\]]*$")
_BULLET = re.compile(r"[-•*·▪◦‣●○■□➢✓\uf0b7\uf0a7\uf0d8]\s+(?=\S)")
_DASH_BULLET = re.compile(r"[–—]\s+(?=[a-zåäö])")
# Possessive and begun where a run of marks begins, so that a long one costs linear time.
_CONTENTS_LINE = re.compile(r"(?<!\.)(?<!\.\s)(?:\.\s?){4,}+\s*+[\divx]*+$|(?<!…)…{2,}+\s*+\d*+$|(?<!_)_{4,}+\s*+\d++$")
_NUMBER = re.compile(r"(?:\(?\d{1,2}[.)]|\(?[a-zåäö]\)|§\s*\d+)\s+(?=\S)")
_DASH = re.compile(r"[–—]\s")


@dataclass(frozen=True, slots=True)
class Line:
    """One line as laid out, its text already clean.

    `extent` is its width in typical characters, `gap_before` whether empty space sets it off from the line
    above, `page` the page it stands on where there are pages.
    """

    text: str
    extent: float
    gap_before: bool = False
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Joined:
    """Running text, and the offsets in it at which a following page begins."""

    text: str
    page_breaks: tuple[int, ...] = ()


class LineJoiner:
    """Joins lines, with the document's own words as the judge of where a hyphen belongs."""

    def __init__(self, lines: Iterable[str]) -> None:
        """`lines` are all lines of the document."""
        words = re.compile(rf"\w+(?:[{_HYPHENS}]\w+)+")
        self._hyphened = {word.lower() for line in lines for word in words.findall(line)}

    def join(self, lines: Sequence[Line]) -> Joined:
        """The running text of at least one line."""
        joined = Joined(lines[0].text)
        page = lines[0].page
        for line in lines[1:]:
            joined = self._append(joined, line, crosses_page=line.page != page)
            page = line.page
        return joined

    def _append(self, joined: Joined, line: Line, crosses_page: bool = False) -> Joined:
        text = self.join_two(joined.text, line.text)
        breaks = (*joined.page_breaks, len(text) - len(line.text)) if crosses_page else joined.page_breaks
        return Joined(text, breaks)

    def join_two(self, left: str, right: str) -> str:
        """`left` and the line after it, with one space, with a hyphen or as one word."""
        if left.endswith("/") and not left.endswith(" /"):
            return left + right
        # From the last word on: a paragraph may be as long as the document.
        hyphened = _HYPHENED_WORD.search(left, left.rfind(" ") + 1)
        if hyphened is None or not right:
            return f"{left} {right}"
        return self._join_hyphened(left, hyphened[0], right)

    def _join_hyphened(self, left: str, start: str, right: str) -> str:
        word = _FIRST_WORD.match(right)
        rest = word[0] if word else ""
        stem = start[:-1]
        if rest in _SUSPENDED:
            return f"{left} {right}"
        if not rest or f"{stem}-{rest}".lower() in self._hyphened:
            return left + right
        if stem.isupper() and len(stem) > 1:
            belongs = not rest.isupper()
        else:
            belongs = not rest[0].islower() or not stem[-1].isalpha()
        return left + right if belongs else left[:-1] + right


def wrap_width(lines: Sequence[Line]) -> float | None:
    """The width in characters at which lines are broken; None where each line is a whole paragraph."""
    extents = sorted(line.extent for line in lines if line.text)
    if not extents:
        return None
    width = extents[int(0.95 * (len(extents) - 1))]
    if width > _MAX_WRAP_WIDTH:
        return None
    return max(width, _MIN_WRAP_WIDTH)


def is_broken_early(line: Line, following: Line, width: float) -> bool:
    """Whether the line was ended on purpose: the next word would clearly have had room on it."""
    next_word = following.text.split(" ", 1)[0]
    return line.extent + 1 + len(next_word) < 0.85 * width


def continues(line: Line, following: Line, width: float | None) -> bool:
    """Whether `following` goes on with the paragraph of `line`."""
    if width is None or not line.text or not following.text or following.gap_before:
        return False
    early = is_broken_early(line, following, width)
    if _DASH.match(following.text):
        return not early and line.text[-1] not in ".,:;!?"
    if item_marker(following.text) is not None:
        return False
    if following.text[0].islower():
        return True
    if following.page != line.page and ends_sentence(line.text):
        return False
    return not early and line.extent < 1.3 * width


def ends_sentence(text: str) -> bool:
    return _SENTENCE_END.search(text) is not None


def is_contents_line(text: str) -> bool:
    """Whether a line is one of a table of contents: dots that lead to a page number."""
    return _CONTENTS_LINE.search(text) is not None


def item_marker(text: str) -> str | None:
    """The bullet or number that begins a list item, with the space after it; None where there is none."""
    match = _BULLET.match(text) or _DASH_BULLET.match(text) or _NUMBER.match(text)
    return match[0] if match else None


def item_text(text: str) -> str:
    """A list item without its bullet; a number stays, for others refer to it."""
    match = _BULLET.match(text) or _DASH_BULLET.match(text)
    return text[match.end() :] if match else text
