"""What is kept of the questions: counted and, where the documents gave no answer, masked and written down.

Nobody waits for the database: what is to be kept stands in a queue that one thread of the process empties.
"""

import atexit
import logging
from collections import deque
from collections.abc import Callable
from datetime import date
from threading import Condition, Thread
from typing import Any, Protocol

from bot.answer import Answer, Status
from bot.characters import clean
from bot.privacy import mask
from web.ratings import Rating
from web.records.asked import Asked, Channel, Questions
from web.records.database import Records
from web.records.errors import RecordsUnavailableError
from web.records.feedback import FeedbackRecords

_KEPT = {Status.RELATED, Status.NO_ANSWER}
_MOST = 10_000
_BATCH = 500
_PAUSE = 1.0
_LONGEST_PAUSE = 30.0
_LAST_SECONDS = 3.0

_log = logging.getLogger(__name__)


class Recorder(Protocol):
    """Keeps what is to be kept of questions and ratings; never fails, and never waits."""

    @property
    def keeps(self) -> bool:
        """Whether anything is kept at all."""
        ...

    def answered(self, answer: Answer, question: str, channel: Channel, /) -> None: ...

    def rated(self, rating: Rating, channel: Channel, /) -> None:
        """`rating` must not be of someone at risk."""
        ...


class NoRecorder:
    """A Recorder that keeps nothing."""

    keeps = False

    def answered(self, answer: Answer, question: str, channel: Channel, /) -> None: ...

    def rated(self, rating: Rating, channel: Channel, /) -> None: ...


class QueuedRecorder:
    """A Recorder that writes to the records in batches.

    While the database is away the queue waits, up to a size; what it has no room for is dropped, and the log says
    how much. What is left is written when the process ends.
    """

    keeps = True

    def __init__(
        self,
        records: Records,
        *,
        today: Callable[[], date] = date.today,
        most: int = _MOST,
        pause: float = _PAUSE,
        on_dropped: Callable[[int], None] = lambda _number: None,
    ) -> None:
        """`most` questions and as many ratings wait; `pause` is the shortest time between two batches, in seconds.

        `on_dropped` is told how many were not kept.
        """
        self._questions = Questions(records)
        self._feedback = FeedbackRecords(records)
        self._today = today
        self._most = most
        self._pause = pause
        self._on_dropped = on_dropped
        self._asked: deque[Asked] = deque()
        self._ratings: deque[tuple[date, Channel, Rating]] = deque()
        self._changed = Condition()
        self._writer: Thread | None = None
        self._dropped = 0
        self._closed = False

    def answered(self, answer: Answer, question: str, channel: Channel, /) -> None:
        text = mask(clean(question)).text if answer.status in _KEPT else None
        self._wait_for(self._asked, Asked(channel, answer.status, self._today(), text))

    def rated(self, rating: Rating, channel: Channel, /) -> None:
        text = "" if rating.helpful else mask(clean(rating.question)).text
        kept = Rating(rating.helpful, text, rating.outcome, rating.references)
        self._wait_for(self._ratings, (self._today(), channel, kept))

    def close(self) -> None:
        """Write what is left, for a few seconds at most, and keep nothing more."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        if self._writer is not None:
            self._writer.join(_LAST_SECONDS)
        atexit.unregister(self.close)
        self._tell_of_dropped(len(self._asked) + len(self._ratings))

    def _wait_for(self, queue: deque[Any], item: object) -> None:
        with self._changed:
            if self._closed or len(queue) >= self._most:
                self._dropped += 1
                return
            queue.append(item)
            if self._writer is None:
                # With the first question: a process that is forked before it would have the queue and no thread.
                atexit.register(self.close)
                self._writer = Thread(target=self._write_all, name="recording", daemon=True)
                self._writer.start()
            self._changed.notify()

    def _write_all(self) -> None:
        pause = self._pause
        while self._has_more():
            try:
                self._write_batch()
                pause = self._pause
            except RecordsUnavailableError:
                _log.warning("the records cannot be reached; what is to be kept waits")
                pause = min(pause * 2, _LONGEST_PAUSE)
            self._tell_of_dropped(0)
            with self._changed:
                if self._closed and pause > self._pause:
                    return
                self._changed.wait_for(lambda: self._closed, pause)

    def _has_more(self) -> bool:
        """Waits for something to write; False where there is nothing left and will be no more."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._asked or self._ratings)
            return bool(self._asked or self._ratings)

    def _write_batch(self) -> None:
        """Some of what waits. Raises RecordsUnavailableError, where what was not written stays in its queue."""
        batch = [self._asked[place] for place in range(min(_BATCH, len(self._asked)))]
        if batch:
            self._write(self._asked, len(batch), lambda: self._questions.add(batch))
        for _ in range(min(_BATCH, len(self._ratings))):
            self._write(self._ratings, 1, self._write_rating)

    def _write_rating(self) -> None:
        day, channel, rating = self._ratings[0]
        self._feedback.add(day, channel, rating.helpful, rating.question, rating.outcome, rating.references)

    def _write(self, queue: deque[Any], number: int, write: Callable[[], None]) -> None:
        try:
            write()
        except RecordsUnavailableError:
            raise
        except Exception as error:
            # What cannot be written now never can, and must not keep the rest from being written.
            _log.error("the records refused what was to be kept: %s", type(error).__name__)
            with self._changed:
                self._dropped += number
        for _ in range(number):
            queue.popleft()

    def _tell_of_dropped(self, left: int) -> None:
        with self._changed:
            dropped, self._dropped = self._dropped + left, 0
        if dropped:
            self._on_dropped(dropped)
            _log.error("%d questions or ratings were not kept", dropped)
