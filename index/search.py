"""What a search gives: hits with both parts of their score, the rejected ones, and the timings."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from index.documents import Metadata

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class SentenceHit:
    """A sentence of a hit: its text, its offsets in the canonical text, and how near it comes to the query.

    `cosine` is -1 to 1. `coverage` is the share, 0 to 1, of the query's term weight that the sentence and the
    headings above it hold.
    """

    text: str
    start: int
    end: int
    cosine: float
    coverage: float


@dataclass(frozen=True, slots=True)
class Source:
    """The document that a hit stands in, without its text. `replaced_on` is as in Document."""

    id: str
    version: str
    path: str
    metadata: Metadata
    replaced_on: date | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its scores.

    `score` ranks: it is `dense`, the nearness of meaning (-1 to 1), plus `lexical`, what the shared terms add
    (0 to 0.12), plus the weight of the document's kind. `coverage` is the share, 0 to 1, of the query's
    term weight that the passage and its headings hold. `pieces` are the cosines of each word piece of the query
    to its nearest one in the passage, in the order of the query.
    """

    source: Source
    heading_path: tuple[str, ...]
    page: int | None
    sentences: tuple[SentenceHit, ...]
    score: float
    dense: float
    lexical: float
    coverage: float
    pieces: tuple[float, ...]

    @property
    def best_sentence(self) -> SentenceHit:
        return max(self.sentences, key=lambda sentence: sentence.cosine)


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Hits, best first, then the candidates that were rejected, and milliseconds by step."""

    query: str
    generation: str
    hits: tuple[Hit, ...]
    rejected: tuple[Hit, ...]
    timings_ms: dict[str, float]


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a generation holds: the number of documents, and their first and last date, None where none is dated.

    A document's date is the day it was decided on, or else the first day it is in force.
    """

    count: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Meaning:
    """A text as the encoder reads a query: its vector, shape (dimensions,), L2 norm 1, and the encoder's hash."""

    encoder: str
    vector: "NDArray[np.float32]"


class Searcher(Protocol):
    """What `bot` is handed to search with.

    Every method raises NoGenerationError while nothing is published.
    """

    def search(self, query: str, within: Collection[str] = (), /) -> SearchResult:
        """The passages nearest to a query in Swedish or another language that the encoder reads.

        `within` narrows it to the documents with those ids; empty, it is all of them.
        """
        ...

    def canonical_text(self, document_id: str, version: str, /) -> str | None:
        """The canonical text of a version in the live generation, or None."""
        ...

    def meaning(self, text: str, /) -> Meaning:
        """What a text means to the encoder in use. A search for the same text next does not encode it again."""
        ...

    def holdings(self) -> Holdings:
        """What the live generation holds."""
        ...
