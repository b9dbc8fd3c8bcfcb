"""The words for a question and its answer."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from index.search import Source


class Status(StrEnum):
    """How a question came out. No answer is an outcome and never an exception."""

    ANSWERED = "answered"
    RELATED = "related"
    NO_ANSWER = "no_answer"
    NEEDS_QUESTION = "needs_question"
    GREETING = "greeting"
    ABOUT = "about"
    CRISIS = "crisis"
    UNAVAILABLE = "unavailable"


class Validity(StrEnum):
    """Whether a document is in force on the day of the question, as the reader sees it."""

    IN_FORCE = "gällande"
    SUPERSEDED = "ersatt"
    EXPIRED = "upphörd"
    FUTURE = "framtida"


@dataclass(frozen=True, slots=True)
class Question:
    """A question as asked, the earlier ones of the conversation (oldest first), and the day it is asked."""

    text: str
    history: tuple[str, ...] = ()
    today: date = field(default_factory=date.today)


@dataclass(frozen=True, slots=True)
class Quote:
    """An exact substring of a version's canonical text.

    `start` and `end` are code point offsets in that text; `page` counts from 1.
    """

    text: str
    start: int
    end: int
    source: Source
    section: str | None
    page: int | None
    validity: Validity

    @property
    def reference(self) -> str:
        return f"{self.source.id}@{self.source.version}:{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the asker gets.

    `text` may hold several lines. `language` is the ISO 639-1 code of `text`, `notices` and `interpreted_as`; quotes
    are in their document's language. `interpreted_as` says how the question was understood where that is not how it
    was written. `confidence` is 0 to 1, None where nothing was searched.
    """

    status: Status
    text: str
    quotes: tuple[Quote, ...] = ()
    related: tuple[Quote, ...] = ()
    language: str = "sv"
    notices: tuple[str, ...] = ()
    interpreted_as: str | None = None
    confidence: float | None = None
    generation: str | None = None
    timings_ms: dict[str, float] = field(default_factory=dict)
