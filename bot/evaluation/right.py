"""Is a quote right? It stands in a document that answers, and holds one of the texts that answer."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from index.readers.cleaning import clean


@dataclass(frozen=True, slots=True)
class Wanted:
    """Names of the documents that answer, and texts of which a right quote holds one (none: any quote will do).

    The texts are cleaned as canonical text is, in lower case. `whole_words` asks for word borders round them.
    """

    documents: frozenset[str]
    answers: tuple[str, ...]
    whole_words: bool = True

    @classmethod
    def of(cls, documents: Iterable[str], answers: Iterable[str], marked_in: str | None = None) -> "Wanted":
        """Word borders are not asked for where an answer was marked inside a word of `marked_in`."""
        cleaned = tuple(filter(None, map(_comparable, answers)))
        whole = marked_in is None or all(_holds(_comparable(marked_in), answer, True) for answer in cleaned)
        return cls(frozenset(documents), cleaned, whole)

    def is_met_by(self, document: str, quote: str) -> bool:
        """Whether a quote from a document is right. White space and case do not matter."""
        if document not in self.documents:
            return False
        text = _comparable(quote)
        return not self.answers or any(_holds(text, answer, self.whole_words) for answer in self.answers)


def _holds(text: str, answer: str, whole_words: bool) -> bool:
    if not whole_words:
        return answer in text
    return re.search(rf"(?<!\w){re.escape(answer)}(?!\w)", text) is not None


def _comparable(text: str) -> str:
    return clean(text).casefold()
