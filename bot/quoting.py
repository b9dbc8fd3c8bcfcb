"""The one to three sentences that answer, word for word, each checked against the canonical text."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.answer import Quote, Validity
from bot.errors import QuoteMismatchError
from bot.expectation import Expectation, met
from bot.sections import section_of
from index.documents import Metadata
from index.search import Hit, Searcher, SentenceHit

MOST_QUOTES = 3
_CONSIDERED_HITS = 4
_NEAR = 0.03
"""A further sentence is quoted when its worth is within this of the best one's."""

_COVERAGE = 0.05
_EXPECTATION = 0.05
_RANK = 0.5
_FRAGMENT = 0.02
"""What a sentence's words, what the question expects, its passage's rank, and being no whole sentence are worth, in
units of cosine. docs/quality.md has the comparison."""

_FEWEST_WORDS = 4

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Choice:
    """A sentence of a hit and its worth as an answer, in units of cosine."""

    hit: Hit
    sentence: SentenceHit
    worth: float


def choose(hits: Sequence[Hit], expected: Expectation | None) -> tuple[Choice, ...]:
    """The sentences that answer best, best first, each text once; none where there is no hit."""
    ranked = sorted(
        (
            Choice(hit, sentence, _worth(hit, sentence, hits[0].score, expected))
            for hit in hits[:_CONSIDERED_HITS]
            for sentence in hit.sentences
        ),
        key=lambda choice: choice.worth,
        reverse=True,
    )
    distinct = {choice.sentence.text: choice for choice in reversed(ranked)}
    best = [choice for choice in ranked if distinct[choice.sentence.text] is choice and _near(choice, ranked[0])]
    return tuple(best[:MOST_QUOTES])


def _near(choice: Choice, best: Choice) -> bool:
    return best.worth - choice.worth <= _NEAR


def _worth(hit: Hit, sentence: SentenceHit, best_score: float, expected: Expectation | None) -> float:
    worth = sentence.cosine + _COVERAGE * sentence.coverage - _RANK * (best_score - hit.score)
    if expected is not None:
        worth += _EXPECTATION * met(expected, sentence.text)
    return worth - _FRAGMENT * _is_fragment(sentence.text)


def _is_fragment(text: str) -> bool:
    """Whether a text is too short to be understood alone, or an item of a list that begins before it."""
    return len(text.split()) < _FEWEST_WORDS or text.lstrip("–-•· ")[:1].islower()


def quotes(choices: Sequence[Choice], searcher: Searcher, today: date) -> tuple[Quote, ...]:
    """The chosen sentences as quotes; one that fails its check is logged and left out."""
    checked = (_checked(choice.hit, choice.sentence, searcher, today) for choice in choices)
    return tuple(quote for quote in checked if quote is not None)


def _checked(hit: Hit, sentence: SentenceHit, searcher: Searcher, today: date) -> Quote | None:
    quote = Quote(
        text=sentence.text,
        start=sentence.start,
        end=sentence.end,
        source=hit.source,
        section=section_of(hit),
        page=hit.page,
        validity=validity(hit.source.metadata, today),
    )
    try:
        check(quote, searcher)
    except QuoteMismatchError as error:
        _log.error("quote withheld: %s", error)
        return None
    return quote


def check(quote: Quote, searcher: Searcher) -> None:
    """Raises QuoteMismatchError unless the quote is exactly what its reference names."""
    text = searcher.canonical_text(quote.source.id, quote.source.version)
    if text is None or not quote.text or text[quote.start : quote.end] != quote.text:
        raise QuoteMismatchError(quote.reference)


def validity(metadata: Metadata, today: date) -> Validity:
    """Whether a document is in force on a day: superseded first, then by its dates."""
    if metadata.superseded_by:
        return Validity.SUPERSEDED
    if metadata.valid_to and metadata.valid_to < today:
        return Validity.EXPIRED
    if metadata.valid_from and metadata.valid_from > today:
        return Validity.FUTURE
    return Validity.IN_FORCE
