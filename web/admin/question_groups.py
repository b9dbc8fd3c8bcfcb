"""Questions that got no answer, put together by what they mean."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from index.encoder import Vectors
from index.errors import NoGenerationError
from web.admin.grouping import labels
from web.catalogue import LiveIndex
from web.records.asked import Handling, Questions, Unanswered

MOST_TEXTS = 400
"""So many different texts are grouped, the newest: their number decides how long the page takes."""

_MOST_ROWS = 4000
_BATCH = 32


class Order(StrEnum):
    """What stands first."""

    NEWEST = "nyast"
    MOST_ASKED = "oftast"


@dataclass(frozen=True, slots=True)
class Wording:
    """One text of a group, how often it was asked, and the rows of it."""

    text: str
    number: int
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that mean the same, newest first."""

    questions: tuple[Unanswered, ...]

    @property
    def wordings(self) -> tuple[Wording, ...]:
        """The most asked first."""
        numbers: Counter[str] = Counter()
        ids: dict[str, list[int]] = {}
        for question in self.questions:
            numbers[question.text] += question.number
            ids.setdefault(question.text, []).append(question.id)
        return tuple(Wording(text, number, tuple(ids[text])) for text, number in numbers.most_common())

    @property
    def number(self) -> int:
        return sum(question.number for question in self.questions)

    @property
    def last(self) -> date:
        return self.questions[0].day

    @property
    def handling(self) -> Handling:
        """`ny` where any of the questions is, else that of the newest."""
        first = self.questions[0].handling
        return Handling.NEW if any(one.handling is Handling.NEW for one in self.questions) else first

    @property
    def decided(self) -> Unanswered | None:
        """The newest of the questions that something has been decided about."""
        return next((one for one in self.questions if one.handling is not Handling.NEW), None)


class QuestionGroups:
    """Groups the questions of the records with the encoder that answers now."""

    def __init__(self, questions: Questions, live: LiveIndex) -> None:
        self._questions = questions
        self._live = live
        self._known: dict[str, NDArray[np.float32]] = {}
        self._encoder_of = ""
        self._lock = Lock()

    def find(self, handling: Handling | None, order: Order) -> tuple[Group, ...]:
        """The groups with a handling, or all; where nothing is published only equal texts are together."""
        rows = self._questions.unanswered(limit=_MOST_ROWS)
        texts = list(dict.fromkeys(row.text for row in rows))[:MOST_TEXTS]
        by_text = dict(zip(texts, self._labels(texts), strict=True))
        together: dict[int, list[Unanswered]] = {}
        for row in rows:
            if row.text in by_text:
                together.setdefault(by_text[row.text], []).append(row)
        groups = (Group(tuple(rows)) for rows in together.values())
        wanted = [group for group in groups if handling is None or group.handling is handling]
        return tuple(_sorted(wanted, order))

    def _labels(self, texts: Sequence[str]) -> Sequence[int]:
        try:
            return labels(self._vectors(texts))
        except NoGenerationError:
            return range(len(texts))

    def _vectors(self, texts: Sequence[str]) -> Vectors:
        """Those that are known are not encoded again; what is done so far stays known if the request is cut."""
        with self._lock:
            if self._encoder_of != self._live.opened.id:
                self._encoder_of = self._live.opened.id
                self._known = {}
            missing = [text for text in texts if text not in self._known]
            for start in range(0, len(missing), _BATCH):
                batch = missing[start : start + _BATCH]
                self._known.update(zip(batch, self._live.encode(batch), strict=True))
            self._known = {text: self._known[text] for text in texts}
            return np.array(list(self._known.values()), np.float32)


def _sorted(groups: Iterable[Group], order: Order) -> list[Group]:
    if order is Order.MOST_ASKED:
        return sorted(groups, key=lambda group: (group.number, group.last), reverse=True)
    return sorted(groups, key=lambda group: (group.last, group.number), reverse=True)
