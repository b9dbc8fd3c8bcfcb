"""Headings without markup: what a line of text must look like to be one."""

import re
from collections.abc import Iterable
from dataclasses import replace

from index.readers.blocks import Block, BlockKind

GUESSED_LEVEL = 6
"""The level of a heading known only by its bold type, below every heading of the document's own."""

_MAX_LENGTH = 110
_MAX_WORDS = 14
_MAX_RUN = 3
_NUMBERING = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+(?=[A-ZÅÄÖ])")
_STARTS = re.compile(r"[”\"(]?[A-ZÅÄÖÉÜ0-9]")
_ENDS_OTHERWISE = re.compile(r"[.,;:!…\-–][”\"’)]*$")
_ETC = re.compile(r"\b(?:m\.m|m\.fl|etc|osv|o\.d|dyl)\.$")
# A line with a finite verb is a sentence, whatever its punctuation, unless it opens like a question.
_FINITE_VERB = re.compile(
    r"\b(?:är|var|har|hade|ska|skall|kan|bör|måste|får|vill|blir|innebär|bedöms|bedömas|medför|finns|gäller"
    r"|beslutar|beslutade|föreslår|anser|önskar|sker|ger|gör|utgår|omfattar|bidrar|syftar)\b"
)
_OPENS_AS_QUESTION = re.compile(r"(?:Så|Hur|Vad|Varför|När|Vem|Vilka|Vilken|Vilket|Var|Det här|Därför)\b")
_LABEL = re.compile(
    r"(?:dnr|diarienummer|diarienr|datum|telefon|tfn|tel|e-post|handläggare|adress|sida|sid|org\.?\s?nr)\b",
    re.IGNORECASE,
)
_FIGURES_ONLY = re.compile(r"[\d\W]+")
_CLOCK_TIME = re.compile(r"\d{1,2}[.:]\d{2}\b(?!\.)\s*[-–]")


def looks_like_heading(text: str) -> bool:
    """Whether a line reads like a heading: short, capitalised, and not a sentence, a label or an address."""
    if len(text) > _MAX_LENGTH or not _STARTS.match(text) or _FIGURES_ONLY.fullmatch(text) or _CLOCK_TIME.match(text):
        return False
    if _LABEL.match(text) or any(sign in text for sign in ("@", "://", "www.")):
        return False
    if _ENDS_OTHERWISE.search(text) and not _ETC.search(text):
        return False
    words = text.split()
    is_worded = len(words) <= _MAX_WORDS and sum(map(str.isalpha, text)) >= 0.5 * len(text)
    return is_worded and not _is_sentence(text, len(words))


def _is_sentence(text: str, word_count: int) -> bool:
    if text.endswith("?") or text.isupper() or _NUMBERING.match(text) or _OPENS_AS_QUESTION.match(text):
        return False
    return re.search(r"[.!?]\s+[A-ZÅÄÖ]", text) is not None or (
        word_count >= 4 and _FINITE_VERB.search(text) is not None
    )


def numbered_depth(text: str) -> int | None:
    """How deep a heading's number goes: 1 for "2 Mål", 2 for "2.1 Delmål"; None without a number."""
    match = _NUMBERING.match(text)
    return match[1].count(".") + 1 if match else None


def with_text_below(blocks: Iterable[Block], *, guessed: int | None = None) -> tuple[Block, ...]:
    """The blocks, where headings at the end and in the middle of a long run of headings are paragraphs.

    Such lines were a list, an address or a signature; a title, of level 1, or a numbered
    heading stays in a run. Only headings of level `guessed` are doubted, or all
    when it is None.
    """
    settled: list[Block] = []
    run: list[Block] = []
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            run.append(block)
        else:
            settled += _settled_run(run, guessed, ends=False)
            settled.append(block)
            run = []
    return tuple(settled + _settled_run(run, guessed, ends=True))


def _settled_run(run: list[Block], guessed: int | None, *, ends: bool) -> list[Block]:
    def doubted(position: int) -> bool:
        heading = run[position]
        if guessed not in (None, heading.level):
            return False
        stays = heading.level == 1 or numbered_depth(heading.text) is not None
        return ends or (len(run) > _MAX_RUN and position < len(run) - 1 and not stays)

    return [_as_paragraph(block) if doubted(i) else block for i, block in enumerate(run)]


def _as_paragraph(heading: Block) -> Block:
    return replace(heading, kind=BlockKind.PARAGRAPH, level=0)
