"""Taking out of the records what they say of a document's words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import null, select
from sqlalchemy.orm import Session

from web.records.rows import count
from web.records.tables import BuildRow, FeedbackRow, GoldenQuestionRow
from web.records.texts import sha256

_SHORTEST = 12
"""Characters: a shorter text is in any document."""

_SPACES = re.compile(r"\s+")
_KEYS = ("day", "channel", "helpful", "outcome", "content_sha256")


class Words:
    """What is to be forgotten: the names of documents (id, path, title) of one version, and their text."""

    def __init__(self, version: str, names: frozenset[str], text: str) -> None:
        self._version = version
        self._names = frozenset(name for name in names if name)
        self._text = _plain(text)

    def are_in(self, text: str) -> bool:
        """Whether a text names the version or one of the documents, or quotes them."""
        return text in self._names or self._version in text or self.are_quoted_by(text)

    def are_quoted_by(self, text: str) -> bool:
        plain = _plain(text)
        return len(plain) >= _SHORTEST and plain in self._text

    def are_referred_to_by(self, reference: str) -> bool:
        return f"@{self._version}:" in reference


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many builds, golden questions and rows of feedback were changed or removed."""

    builds: int
    golden: int
    feedback: int


def forget(session: Session, words: Words) -> Forgotten:
    """Drop results and reports of builds that say the words, golden questions that wait for them, and references."""
    return Forgotten(_builds(session, words), _golden(session, words), _feedback(session, words))


def _builds(session: Session, words: Words) -> int:
    changed = 0
    for row in session.scalars(select(BuildRow)):
        told = any(words.are_in(text) for value in (row.gate, row.report) for text in _texts(value))
        if told:
            row.gate, row.report = null(), null()
            changed += 1
        if words.are_in(row.error):
            row.error = ""
    session.flush()
    return changed


def _golden(session: Session, words: Words) -> int:
    gone = [
        row
        for row in session.scalars(select(GoldenQuestionRow))
        if words.are_quoted_by(row.answer) or (row.document is not None and words.are_in(row.document))
    ]
    for row in gone:
        session.delete(row)
    session.flush()
    return len(gone)


def _feedback(session: Session, words: Words) -> int:
    """What was said of the answers is still counted, but not what they quoted."""
    found = list(session.scalars(select(FeedbackRow)))
    changed = [row for row in found if any(words.are_referred_to_by(one) for one in row.references.split("\n"))]
    for row in changed:
        left = "\n".join(one for one in row.references.split("\n") if not words.are_referred_to_by(one))
        again = {
            "day": row.day,
            "channel": row.channel,
            "helpful": row.helpful,
            "outcome": row.outcome,
            "content_sha256": sha256(f"{row.question}\n\n{left}"),
            "question": row.question,
            "references": left,
            "number": row.number,
        }
        session.delete(row)
        session.flush()
        count(session, FeedbackRow, [again], _KEYS)
    return len(changed)


def _texts(value: Any) -> Iterator[str]:
    """Every text in a piece of JSON, also the names of fields."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _plain(text: str) -> str:
    return _SPACES.sub(" ", text).strip()
