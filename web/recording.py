"""What is kept of the questions: counted and, where the documents gave no answer, masked and written down.

Nobody waits for the database: what is to be kept stands in a queue that one thread of the process empties.
"""

import atexit
import logging
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from threading import Condition, Thread
from typing import Protocol

from bot.answer import Answer, Status
from bot.characters import clean
from bot.privacy import mask
from web.ratings import Rating
from web.records.asked import Asked, Channel
from web.records.database import Records
from web.records.errors import RecordsUnavailableError
from web.waiting import Rated, Waiting
from web.waiting_queue import WaitingQueue
from web.writing import Writing

_KEPT = {Status.RELATED, Status.NO_ANSWER}
_MOST = 10_000
_BATCH = 500
_PAUSE = 1.0
_LONGEST_PAUSE = 5.0
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
        """`most` questions and ratings wait; `pause` is the shortest time between two batches, in seconds.

        `on_dropped` is told how many were not kept.
        """
        self._writing = Writing(records)
        self._queue = WaitingQueue()
        self._today = today
        self._most = most
        self._pause = pause
        self._on_dropped = on_dropped
        self._changed = Condition()
        self._writer: Thread | None = None
        self._dropped = 0
        self._closed = False

    def answered(self, answer: Answer, question: str, channel: Channel, /) -> None:
        text = mask(clean(question)).text if answer.status in _KEPT else None
        self._put(Asked(channel, answer.status, self._today(), text))

    def rated(self, rating: Rating, channel: Channel, /) -> None:
        text = "" if rating.helpful else mask(clean(rating.question)).text
        kept = Rating(rating.helpful, text, rating.outcome, rating.references)
        self._put(Rated(channel, self._today(), kept))

    def keep_in(self, folder: Path) -> None:
        """Keep what waits in a file of the folder too, and write what processes that were killed have left there."""
        with self._changed:
            if self._queue.keep_in(folder):
                self._start()

    def close(self) -> None:
        """Write what is left, for a few seconds at most, and keep nothing more."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        if self._writer is not None:
            self._writer.join(_LAST_SECONDS)
        atexit.unregister(self.close)
        with self._changed:
            lost = self._queue.in_memory_only
            if self._writer is None or not self._writer.is_alive():
                # One that is not done yet still has to say what it wrote: the process lets the journals go.
                self._queue.close()
        self._tell_of_dropped(lost)

    def _put(self, item: Waiting) -> None:
        with self._changed:
            if self._closed or len(self._queue) >= self._most:
                self._dropped += 1
                return
            self._queue.put(item)
            self._start()
            if len(self._queue) == 1:
                # The writer waits for a question only where there was none; it sleeps while more of them come.
                self._changed.notify()

    def _start(self) -> None:
        if self._writer is None:
            # With the first question: a process that is forked before it would have the queue and no thread.
            atexit.register(self.close)
            self._writer = Thread(target=self._write_all, name="recording", daemon=True)
            self._writer.start()

    def _write_all(self) -> None:
        pause = self._pause
        while self._has_more():
            try:
                self._write_batch()
                pause = self._pause
            except RecordsUnavailableError:
                _log.warning("the records cannot be reached; what is to be kept waits")
                pause = max(self._pause, min(pause * 2, _LONGEST_PAUSE))
            self._tell_of_dropped(0)
            with self._changed:
                if self._closed and pause > self._pause:
                    return
                self._changed.wait_for(lambda: self._closed, pause)

    def _has_more(self) -> bool:
        """Waits for something to write; False where there is nothing left and will be no more."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._queue)
            return bool(self._queue)

    def _write_batch(self) -> None:
        """Some of what waits. Raises RecordsUnavailableError, where what was not written stays in the queue."""
        with self._changed:
            batch = self._queue.first(_BATCH)
        try:
            self._writing.write(batch)
        except RecordsUnavailableError:
            raise
        except Exception:
            self._write_each(batch)
        else:
            self._done(len(batch))

    def _write_each(self, batch: Sequence[Waiting | None]) -> None:
        """What cannot be written now never can, and must not keep the rest from being written."""
        for item in batch:
            try:
                self._writing.write([item])
            except RecordsUnavailableError:
                raise
            except Exception as error:
                _log.error("the records refused what was to be kept: %s", type(error).__name__)
                with self._changed:
                    self._dropped += 1
            self._done(1)

    def _done(self, number: int) -> None:
        with self._changed:
            self._queue.done(number)

    def _tell_of_dropped(self, left: int) -> None:
        with self._changed:
            dropped, self._dropped = self._dropped + left, 0
        if dropped:
            self._on_dropped(dropped)
            _log.error("%d questions or ratings were not kept", dropped)
