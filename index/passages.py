"""From a document to passages: a few whole sentences each, never across a heading."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from index.documents import Document, Section
from index.sentences import SENTENCE_VERSION, split

PASSAGE_VERSION = 1
"""Raise it when any rule here gives other passages for the same sentences."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """The unit of quoting: code point offsets into the document's canonical text, `end` exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit of retrieval: some sentences of one section.

    `section` is an index into the document's `sections`. `start` and `end` are code point offsets into its
    canonical text: where the first sentence begins and the last one ends.
    """

    document_id: str
    section: int
    start: int
    end: int
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class PassageSettings:
    """How long a passage is, in words (1 or more), and how many sentences it repeats from the one before.

    Raises ValueError for lengths that make no passages.
    """

    target_words: int = 90
    overlap_sentences: int = 0

    def __post_init__(self) -> None:
        if self.target_words < 1 or self.overlap_sentences < 0:
            raise ValueError("target_words must be at least 1 and overlap_sentences at least 0")

    @property
    def key(self) -> str:
        """Names everything that decides where passages begin and end; a part of the unit of reuse."""
        return (
            f"sentences{SENTENCE_VERSION}-passages{PASSAGE_VERSION}"
            f"-words{self.target_words}-overlap{self.overlap_sentences}"
        )


@dataclass(frozen=True, slots=True)
class _Unit:
    """Sentences that must stay together, and how many words they have: together, and the longest of them."""

    sentences: tuple[Sentence, ...]
    words: int
    longest: int


def split_document(document: Document, settings: PassageSettings) -> tuple[Passage, ...]:
    """The passages of a document, in reading order; none for a section that is only white space."""
    return tuple(
        Passage(document.id, number, sentences[0].start, sentences[-1].end, sentences)
        for number, section in enumerate(document.sections)
        for sentences in _split_section(document.text, section, settings)
    )


def context(document: Document, passage: Passage) -> str:
    """Where a passage stands, "title — heading › heading", with the title once."""
    return context_under(document.metadata.title, document.sections[passage.section].heading_path)


def context_under(title: str, path: Sequence[str]) -> str:
    """The same from the document's title and the headings above the passage."""
    if path and _same_words(path[0], title):
        path = path[1:]
    return f"{title} — {' › '.join(path)}" if path else title


def encoded_text(document: Document, passage: Passage) -> str:
    """What is encoded for a passage: its context on a line of its own, then its text."""
    return f"{context(document, passage)}\n{document.text[passage.start : passage.end]}"


def _same_words(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()


def _split_section(text: str, section: Section, settings: PassageSettings) -> list[tuple[Sentence, ...]]:
    sentences = [Sentence(span.start, span.end) for span in split(text, section.start, section.end)]
    units = _units(text, sentences, settings.target_words)
    groups = _balanced(_grouped(units, settings.target_words), settings.target_words)
    flat = [tuple(sentence for unit in group for sentence in unit.sentences) for group in groups]
    overlap = settings.overlap_sentences
    if not overlap:
        return flat
    return flat[:1] + [before[-overlap:] + group for before, group in pairwise(flat)]


def _units(text: str, sentences: Sequence[Sentence], target: int) -> list[_Unit]:
    """Binds a sentence that ends in a colon to what it introduces: the next sentence, or two list items."""
    units: list[_Unit] = []
    bound: list[Sentence] = []
    lengths: list[int] = []
    for sentence, following in zip_longest(sentences, sentences[1:]):
        bound.append(sentence)
        lengths.append(len(text[sentence.start : sentence.end].split()))
        if following is None or sum(lengths) >= target or not _belongs_together(text, bound, following):
            units.append(_Unit(tuple(bound), sum(lengths), max(lengths)))
            bound, lengths = [], []
    return units


def _belongs_together(text: str, bound: Sequence[Sentence], following: Sentence) -> bool:
    if text[bound[-1].end - 1] == ":":
        return True
    introduced = len(bound) > 1 and text[bound[-2].end - 1] == ":"
    return introduced and text[bound[-1].end : following.start].count("\n") == 1


def _grouped(units: Iterable[_Unit], target: int) -> list[list[_Unit]]:
    """Units in turn, until one more would take the group further from the target than it is."""
    groups: list[list[_Unit]] = []
    group: list[_Unit] = []
    for unit in units:
        words = _words(group)
        too_long = words + unit.words - target > target - words
        if group and (too_long or _is_long(unit, target) or _is_long(group[0], target)):
            groups.append(group)
            group = []
        group.append(unit)
    return [*groups, group] if group else groups


def _balanced(groups: list[list[_Unit]], target: int) -> list[list[_Unit]]:
    """Evens out the last two groups, or joins them when the last is under a third of the target."""
    if len(groups) < 2 or any(_is_long(group[0], target) for group in groups[-2:]):
        return groups
    *kept, before, last = groups
    together = before + last
    if _words(last) * 3 < target:
        return [*kept, together]
    cut = min(range(1, len(together)), key=lambda at: max(_words(together[:at]), _words(together[at:])))
    return [*kept, together[:cut], together[cut:]]


def _is_long(unit: _Unit, target: int) -> bool:
    return unit.longest > target


def _words(units: Iterable[_Unit]) -> int:
    return sum(unit.words for unit in units)
