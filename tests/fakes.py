"""Stand-ins that implement the protocols of the product."""

from collections.abc import Collection
from datetime import date

import numpy as np

from index.documents import Metadata
from index.search import Hit, Holdings, Meaning, SearchResult, SentenceHit, Source

TEXT = "Alla organisationer kan ansluta sig till strategin. Beslutet medför inga kostnader."
SENTENCES = ("Alla organisationer kan ansluta sig till strategin.", "Beslutet medför inga kostnader.")
DOCUMENT, VERSION = "beslut", "0123456789abcdef"
METADATA = Metadata(title="Regionens beslut", kind="beslut")


def hit(likeness: float, metadata: Metadata = METADATA, headings: tuple[str, ...] = ("Anslutning",)) -> Hit:
    """A hit on TEXT whose first sentence and passage are that near the query, and hold that share of its words."""
    starts = [TEXT.index(sentence) for sentence in SENTENCES]
    likenesses = (likeness, likeness / 2)
    return Hit(
        source=Source(DOCUMENT, VERSION, "beslut.md", metadata),
        heading_path=headings,
        page=None,
        sentences=tuple(
            SentenceHit(text, start, start + len(text), cosine=near, coverage=near)
            for text, start, near in zip(SENTENCES, starts, likenesses, strict=True)
        ),
        score=likeness,
        dense=likeness,
        lexical=0.08 * likeness,
        coverage=likeness,
        pieces=(likeness,) * 4,
    )


class FakeSearcher:
    """A Searcher that finds the hits it is given, whatever the query, in a document with the text it is given.

    `searched` holds every query, in order.
    """

    def __init__(self, *hits: Hit, text: str = TEXT, error: Exception | None = None) -> None:
        """`error` is raised by every search."""
        self._hits = hits
        self._text = text
        self._error = error
        self.searched: list[str] = []

    def search(self, query: str, within: Collection[str] = (), /) -> SearchResult:
        self.searched.append(query)
        if self._error is not None:
            raise self._error
        found = tuple(hit for hit in self._hits if not within or hit.source.id in within)
        return SearchResult(query, "20240101T000000", found, (), {"encode": 1.0, "search": 2.0})

    def meaning(self, _text: str, /) -> Meaning:
        """Of no encoder that anything was fitted with."""
        if self._error is not None:
            raise self._error
        return Meaning("", np.zeros(1, np.float32))

    def canonical_text(self, document_id: str, version: str, /) -> str | None:
        return self._text if (document_id, version) == (DOCUMENT, VERSION) else None

    def holdings(self) -> Holdings:
        """`error` stands for nothing being published."""
        if self._error is not None:
            raise self._error
        return Holdings(2, date(2023, 6, 12), date(2024, 3, 5))
