"""Which documents hold at the time that is asked about: what has been replaced stands back for what replaced it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from bot.answer import Quote, Validity
from bot.quoting import validity
from index.documents import Metadata
from index.search import Hit, SearchResult, Source

_YEAR = re.compile(r"(?<![\d/:.-])(?:19[5-9]\d|20\d\d)(?!\d|[/:]\d)")
_YEARS = re.compile(r"(19[5-9]\d|20\d\d)\s?[-–]\s?(19[5-9]\d|20\d\d)")
_PRESENT = re.compile(
    r"\b(?:fortfarande|ännu|just nu|idag|i dag|nuvarande|aktuell\w*|gällande|senaste?|nyaste?|numera|still|current\w*"
    r"|latest|newest)\b",
    re.IGNORECASE,
)


def rounds(result: SearchResult, question: str, today: date) -> tuple[SearchResult, ...]:
    """The same search once or twice: first without what stands back, then with everything.

    The second round is for a question to which the first has no answer. A document that has been replaced stands
    back where its successor is found too and is in force, unless the question names a year when it held; then the
    successor stands back unless it held in that year as well. Where the question asks for the present, documents
    that are not in force stand back for those that are.
    """
    found = result.hits + result.rejected
    years = _years(question)
    back = _standing_back(found, years, today)
    if not years and _PRESENT.search(question):
        dated = {hit.source.id for hit in found if validity(hit.source, today) is not Validity.IN_FORCE}
        back |= dated if len(dated) < len({hit.source.id for hit in found}) else set()
    first = _without(result, back)
    return (first, result) if back and first.hits else (result,)


def out_of_force(quotes: Iterable[Quote]) -> tuple[Validity, ...]:
    """What else than in force the quotes' documents are, each once, in a fixed order."""
    found = {quote.validity for quote in quotes}
    return tuple(kind for kind in Validity if kind in found and kind is not Validity.IN_FORCE)


def _standing_back(found: Sequence[Hit], years: frozenset[int], today: date) -> set[str]:
    sources = {hit.source.id: hit.source for hit in found}
    back = set()
    for old in sources.values():
        for new in _successors(old, sources.values()):
            if not years:
                back |= {old.id} if _has_begun(new.metadata, today) else {new.id}
            elif not _held(old.metadata, new.metadata, years):
                back.add(old.id)
            elif not _held(new.metadata, None, years):
                back.add(new.id)
    return back


def _successors(old: Source, sources: Iterable[Source]) -> list[Source]:
    """The document that replaced one, the one that replaced that, and so on, as far as they were found."""
    known = list(sources)
    chain: list[Source] = []
    name = old.metadata.superseded_by
    while name and (new := next((one for one in known if name in (one.id, one.path)), None)):
        if new.id == old.id or new in chain:
            break
        chain.append(new)
        name = new.metadata.superseded_by
    return chain


def _has_begun(metadata: Metadata, today: date) -> bool:
    return metadata.valid_from is None or metadata.valid_from <= today


def _held(metadata: Metadata, successor: Metadata | None, years: frozenset[int]) -> bool:
    """Whether a document was decided or in force in any of the years, as far as its dates and its successor's tell."""
    begins = min((day for day in (metadata.decided_on, metadata.valid_from) if day), default=None)
    ends = metadata.valid_to or (successor and (successor.valid_from or successor.decided_on))
    first, last = begins.year if begins else 0, ends.year if ends else 9999
    return any(first <= year <= last for year in years)


def _years(question: str) -> frozenset[int]:
    named = {int(year) for year in _YEAR.findall(question)}
    for first, last in _YEARS.findall(question):
        named |= set(range(int(first), int(last) + 1))
    return frozenset(named)


def _without(result: SearchResult, back: set[str]) -> SearchResult:
    hits = tuple(hit for hit in result.hits if hit.source.id not in back)
    rejected = tuple(hit for hit in result.rejected if hit.source.id not in back)
    # Where all the best hits stand back, the best of the others take their place.
    return replace(result, hits=hits or rejected, rejected=rejected if hits else ())
