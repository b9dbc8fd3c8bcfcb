"""Where Swedish sentences begin and end: the borders that every quote and every passage keeps to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

SENTENCE_VERSION = 1
"""Raise it when any rule here gives other borders for the same text."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text: code point offsets, `end` exclusive, `0 <= start < end`."""

    start: int
    end: int


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


NEVER_LAST = _words(
    """
    St a.a ang avd bl.a bla ca cf d.v.s dir dnr doc dr dvs e.g eg enl ev exkl f.d f.n f.ö fd fig forts fr.o.m
    föreg förf gm i.e i.o.m i.st.f inkl jfr kap kl m.a.o m.h.a mha mr mrs ms nr näml obs p.g.a pga prof prop
    ref resp rskr s.a.s s.k samh sid sk skr t.ex t.f t.o.m tel tex tf u.a uppl utg vol vs äv övers
    """
)
"""Abbreviations that lead on to the next word, whatever its first character; written without the last dot."""

SOMETIMES_LAST = _words(
    """
    dyl e.d e.Kr em etc f.Kr fm kr m.fl m.m mdkr mfl mkr mm mnkr n.b o.a o.d o.dyl o.s.v osv p.s.s st t.h t.v
    tim tkr §
    """
)
"""Abbreviations that often close a sentence: they do before a capital, not before a digit."""

JOINED_TO_A_NUMBER = _words("apr art aug avsn bet bil dec f feb jan max mom nov okt p s sep sept tab v")
"""Abbreviations that are also words or pages: they lead on only to a digit."""

SENTENCE_STARTERS = _words(
    """
    Alla Allt Att Av Bland De Den Denna Deras Dessa Det Detta Dock Du Därefter Därför Där Då Efter En Enligt
    Ett Flera Från För Genom Han Hela Hon Hur Här I Inom Jag Kan Man Med Men Mot När Och Om På Samma Samtidigt
    Sedan Som Så Till Trots Under Utan Utöver Vad Var Varje Vi Vid Vidare Vilka Än Även Är Över
    """
)
"""Words that are no surname: after a single capital they show that it was no initial ("vitamin D. Det")."""

OPENING = "\"'”’“‘»«„(\\["
CLOSING = "\"'”’“‘»«)\\]"
DASHES = "–—‒•·\\-"

# Possessive and anchored at the first mark of a run, so that long dot leaders cost linear time.
_END_MARK = re.compile(
    rf"(?<![.!?…])(?P<marks>[.!?…]++)(?P<closing>[{CLOSING}]*+)(?:[¹²³⁰⁴-⁹]|\[\d{{1,3}}\])*+(?=\s)"
    r"|(?:(?<=[^\W\d]{3})|(?<=[)”\"]))(?P<noted>[.!?])\d{1,3}+(?=\s++[^\W\d_])"
)
_NEXT_START = re.compile(rf"\s*+[{OPENING}]*+(?:[{DASHES}]\s*+)?[{OPENING}]*+(\w+)")
_NEXT_QUOTE_OR_DASH = re.compile(rf"\s*+[{OPENING}{DASHES}]")
_LABEL = re.compile(
    rf"[{OPENING}{DASHES}\s]*+(?:[§\s]*\d{{1,3}}(?:\.\d{{1,3}})*\s?[a-z]?|[IVX]+|[A-Za-z]"
    r"|[A-ZÅÄÖ][a-zåäö]+\s\d{1,3}(?:\.\d{1,3})*[a-z]?)"
)
_ITEM_NUMBER_AFTER_COLON = re.compile(r"[:;]\s+\(?\d{1,2}\Z")
_INITIALS = re.compile(r"(?<!\w)(?:[^\W\d_]\.\s?)*(?P<last>[^\W\d_])\Z")
_SHORT_WORDS = re.compile(r"(?<!\w)(?:[^\W\d_]{1,4}\.\s?){0,3}(?:[^\W\d_]{1,6}|§)\Z")
_LOOK_BACK = 24
"""Characters looked at before a dot; longer than any abbreviation above."""
_LONGEST_LABEL = 32


def split(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The sentences of `text[start:end]`, as ordered spans into `text` that cover all but white space.

    A line break always ends a sentence: canonical text has one only between list items and paragraphs.
    """
    end = len(text) if end is None else end
    spans: list[Span] = []
    while start < end:
        line_break = text.find("\n", start, end)
        line_end = end if line_break < 0 else line_break
        spans.extend(_sentences_of_line(text, start, line_end))
        start = line_end + 1
    return spans


def _sentences_of_line(text: str, start: int, end: int) -> Iterator[Span]:
    start = _skip_space(text, start, end)
    while start < end and text[end - 1].isspace():
        end -= 1
    for mark in _END_MARK.finditer(text, start, end):
        if _is_end(text, start, end, mark):
            yield Span(start, mark.end())
            start = _skip_space(text, mark.end(), end)
    if start < end:
        yield Span(start, end)


def _skip_space(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _is_end(text: str, start: int, end: int, mark: re.Match[str]) -> bool:
    """Whether the sentence begun at `start` ends with this mark."""
    following = _NEXT_START.match(text, mark.end(), end)
    if following is None:
        return _NEXT_QUOTE_OR_DASH.match(text, mark.end(), end) is not None
    word = following[1]
    if not (word[0].isupper() or word[0].isdigit()):
        return False
    return not _leads_on(text, start, mark, following)


def _leads_on(text: str, start: int, mark: re.Match[str], following: re.Match[str]) -> bool:
    """Whether the mark belongs to what stands before it and the sentence goes on with what follows."""
    word = following[1]
    marks = mark["marks"] or mark["noted"]
    previous = text[mark.start() - 1] if mark.start() > start else ""
    if previous and previous in "([":
        return True
    if marks != ".":
        return set(marks) == {"."} and len(marks) > 3
    if previous.isspace():
        return word[0].isdigit()
    in_brackets = ")" in (mark["closing"] or "") and text[start] != "("
    before = text[max(start, mark.start() - _LOOK_BACK) : mark.start()]
    return (
        _is_label(text, start, mark)
        or _ITEM_NUMBER_AFTER_COLON.search(before) is not None
        or _is_abbreviation(before, word, in_brackets=in_brackets)
        or (following[0].strip() == word and _is_initial(before, word))
    )


def _is_label(text: str, start: int, mark: re.Match[str]) -> bool:
    """Whether the sentence so far is only the number or letter of what follows: "1.", "2.1.", "Mål 5."."""
    if mark["closing"] or mark.start() - start > _LONGEST_LABEL:
        return False
    return _LABEL.fullmatch(text, start, mark.start()) is not None


def _is_abbreviation(before: str, word: str, *, in_brackets: bool) -> bool:
    short_words = _SHORT_WORDS.search(before)
    if short_words is None:
        return False
    pieces = re.split(r"\.\s?", short_words[0])
    for first in range(len(pieces)):
        name = ".".join(pieces[first:])
        names = {name, name[0].lower() + name[1:]}
        if names & NEVER_LAST:
            return True
        if names & SOMETIMES_LAST:
            return in_brackets or word[0].isdigit()
        if names & JOINED_TO_A_NUMBER and word[0].isdigit():
            return True
    return False


def _is_initial(before: str, word: str) -> bool:
    initials = _INITIALS.search(before)
    if initials is None or not initials["last"].isupper():
        return False
    return word[0].isalpha() and word not in SENTENCE_STARTERS
