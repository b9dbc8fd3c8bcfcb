"""The one to three sentences that answer, word for word, each checked against the canonical text."""

import logging
from collections.abc import Sequence
from datetime import date

from bot.answer import Quote, Validity
from bot.errors import QuoteMismatchError
from index.documents import Metadata
from index.search import Hit, Searcher, SentenceHit

MOST_QUOTES = 3
_CONSIDERED_HITS = 3
_NEAR = 0.012
"""A further sentence is quoted when its cosine is within this of the best one's."""

_log = logging.getLogger(__name__)


def quotes(hits: Sequence[Hit], searcher: Searcher, today: date) -> tuple[Quote, ...]:
    """The sentences that answer best, best first; a quote that fails its check is logged and left out."""
    ranked = sorted(
        (
            (_worth(hit, sentence, hits[0].score), hit, sentence)
            for hit in hits[:_CONSIDERED_HITS]
            for sentence in hit.sentences
        ),
        key=lambda candidate: candidate[0],
        reverse=True,
    )
    if not ranked:
        return ()
    best = ranked[0][0]
    near = [(hit, sentence) for worth, hit, sentence in ranked if best - worth <= _NEAR]
    checked = (_checked(hit, sentence, searcher, today) for hit, sentence in _distinct(near)[:MOST_QUOTES])
    return tuple(quote for quote in checked if quote is not None)


def _worth(hit: Hit, sentence: SentenceHit, best_score: float) -> float:
    """A sentence's cosine, less a little for standing in a passage that ranks lower."""
    return sentence.cosine - 0.02 * (best_score - hit.score)


def _distinct(pairs: Sequence[tuple[Hit, SentenceHit]]) -> list[tuple[Hit, SentenceHit]]:
    return list({sentence.text: (hit, sentence) for hit, sentence in reversed(pairs)}.values())[::-1]


def _checked(hit: Hit, sentence: SentenceHit, searcher: Searcher, today: date) -> Quote | None:
    quote = Quote(
        text=sentence.text,
        start=sentence.start,
        end=sentence.end,
        source=hit.source,
        section=" › ".join(hit.heading_path) or None,
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
