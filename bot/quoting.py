"""The one to three sentences that answer, word for word, each checked against the canonical text."""

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answer import Quote, Validity
from bot.errors import QuoteMismatchError
from bot.expectation import Expectation, met
from bot.sections import section_of
from index.documents import Document
from index.search import Hit, Searcher, SentenceHit, Source

MOST_QUOTES = 3
_CONSIDERED_HITS = 4
_NEAR = 0.1
"""A further sentence is quoted when its worth is within this of the best one's."""

_COVERAGE = 0.11
_EXPECTATION = 0.1
_BEHIND = 1.0
_FRAGMENT = 0.03
_QUESTION = 0.08
"""What a sentence's words, what the question expects, how far its passage is behind the best one, being no whole
sentence and being a question are worth, in units of cosine. docs/quality.md has the comparison."""

_FEWEST_WORDS = 4
_ALL_BUT_ROUNDING = 1 - 1e-6
_POINTS_BACK = re.compile(
    r"(?:[–-] ?)?(?:det|den|de|detta|denna|dessa|dem|han|hon|hen|där|här|då|därför|därmed|dock|också|även|sådan\w*"
    r"|samma|i (?:det|den|dessa|detta)|för (?:det|detta))\b",
    re.IGNORECASE,
)
"""How a sentence begins that is about the one before it."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Choice:
    """A sentence of a hit and its worth as an answer, in units of cosine.

    `start` and `end` are code point offsets of what is quoted: the sentence, or that and a neighbour without which it
    is not understood.
    """

    hit: Hit
    sentence: SentenceHit
    worth: float
    start: int
    end: int


def choose(hits: Sequence[Hit], expected: Expectation | None) -> tuple[Choice, ...]:
    """The sentences that answer best, best first, each text once; none where there is no hit."""
    plain = [
        (_plain_worth(hit, sentence, hits[0].score), hit, sentence)
        for hit in hits[:_CONSIDERED_HITS]
        for sentence in hit.sentences
    ]
    # What the others hold is not asked: nothing brings them near the best one.
    least = max((worth for worth, _, _ in plain), default=0.0) - _NEAR - _EXPECTATION - _FRAGMENT - _QUESTION
    ranked = sorted(
        (
            Choice(hit, sentence, worth + _extra_worth(sentence, expected), sentence.start, sentence.end)
            for worth, hit, sentence in plain
            if worth >= least
        ),
        key=lambda choice: choice.worth,
        reverse=True,
    )
    distinct = {choice.sentence.text: choice for choice in reversed(ranked)}
    best = [choice for choice in ranked if distinct[choice.sentence.text] is choice and _near(choice, ranked[0])]
    return tuple(_with_neighbours(best[:MOST_QUOTES]))


def is_complete(choice: Choice, expected: Expectation | None) -> bool:
    """Whether a sentence, with the headings above it, holds every term of the question and the thing it asks for."""
    held = choice.sentence.coverage > _ALL_BUT_ROUNDING
    return held and expected is not None and met(expected, choice.sentence.text) == 1


def _with_neighbours(choices: list[Choice]) -> list[Choice]:
    """The first choice with the sentence that it points back to and the one that goes on about it.

    Whatever the longer quote holds is not quoted again.
    """
    if not choices:
        return choices
    first = choices[0]
    at = first.hit.sentences.index(first.sentence)
    before, after = first.hit.sentences[:at][-1:], first.hit.sentences[at + 1 : at + 2]
    start, end = first.start, first.end
    if before and _POINTS_BACK.match(first.sentence.text):
        start = before[0].start
    if after and (first.sentence.text.endswith(":") or _POINTS_BACK.match(after[0].text)):
        end = after[0].end
    rest = (choice for choice in choices[1:] if choice.hit is not first.hit or not start <= choice.start < end)
    return [replace(first, start=start, end=end), *rest]


def _near(choice: Choice, best: Choice) -> bool:
    return best.worth - choice.worth <= _NEAR


def _plain_worth(hit: Hit, sentence: SentenceHit, best_score: float) -> float:
    return sentence.cosine + _COVERAGE * sentence.coverage - _BEHIND * (best_score - hit.score)


def _extra_worth(sentence: SentenceHit, expected: Expectation | None) -> float:
    """What a sentence is worth by its wording: from minus _FRAGMENT and _QUESTION up to _EXPECTATION."""
    worth = 0.0 if expected is None else _EXPECTATION * met(expected, sentence.text)
    return worth - _FRAGMENT * _is_fragment(sentence.text) - _QUESTION * sentence.text.endswith("?")


def _is_fragment(text: str) -> bool:
    """Whether a text is too short to be understood alone, or an item of a list that begins before it."""
    return len(text.split()) < _FEWEST_WORDS or text.lstrip("–-•· ")[:1].islower()


def quotes(choices: Sequence[Choice], searcher: Searcher, today: date) -> tuple[Quote, ...]:
    """The chosen sentences as quotes; one that fails its check is logged and left out."""
    checked = (_checked(choice, searcher, today) for choice in choices)
    return tuple(quote for quote in checked if quote is not None)


def _checked(choice: Choice, searcher: Searcher, today: date) -> Quote | None:
    hit = choice.hit
    text = searcher.canonical_text(hit.source.id, hit.source.version) or ""
    quote = Quote(
        text=text[choice.start : choice.end],
        start=choice.start,
        end=choice.end,
        source=hit.source,
        section=section_of(hit),
        page=hit.page,
        validity=validity(hit.source, today),
    )
    try:
        check(quote, choice, text)
    except QuoteMismatchError as error:
        _log.error("quote withheld: %s", error)
        return None
    return quote


def check(quote: Quote, choice: Choice, text: str) -> None:
    """Raises QuoteMismatchError unless the quote stands in the canonical text where it says and is what was chosen."""
    same = text[choice.sentence.start : choice.sentence.end] == choice.sentence.text
    if not quote.text or not same or text[quote.start : quote.end] != quote.text:
        raise QuoteMismatchError(quote.reference)


def validity(document: Document | Source, today: date) -> Validity:
    """Whether a document is in force on a day: superseded first, once its successor is in force, then by its dates."""
    metadata, replaced_on = document.metadata, document.replaced_on
    if metadata.superseded_by and (replaced_on is None or replaced_on <= today):
        return Validity.SUPERSEDED
    if metadata.valid_to and metadata.valid_to < today:
        return Validity.EXPIRED
    if metadata.valid_from and metadata.valid_from > today:
        return Validity.FUTURE
    return Validity.IN_FORCE
