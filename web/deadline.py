"""Work that is waited for only so long, in a bounded number of threads."""

from collections import deque
from collections.abc import Callable
from contextvars import copy_context
from functools import partial
from threading import Condition, Event, Thread
from typing import Any, TypeVar

T = TypeVar("T")


class TooLateError(Exception):
    """The work was not done in time."""


class NotBegunError(TooLateError):
    """Every thread was kept until the time was over: the work was not begun, and will not be."""


class _Task:
    """Work, and what came of it."""

    __slots__ = ("done", "error", "is_late", "result", "work")

    def __init__(self, work: Callable[[], Any]) -> None:
        self.work = work
        self.done = Event()
        self.is_late = False
        self.result: Any = None
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self.result = self.work()
        except BaseException as error:
            self.error = error


class Deadline:
    """Runs work in threads of its own, so that whoever waits can go on without it.

    Work that has begun goes on to its end and keeps its thread; while all are kept, new work is late too. The threads
    are daemons, so work that never ends keeps no process alive.
    """

    def __init__(
        self, seconds: float, threads: int, name: str, on_late_error: Callable[[BaseException], None] | None = None
    ) -> None:
        """At most `threads` are started, the first with the first work.

        `on_late_error` is told what work raises that nobody waits for any more.
        """
        self._on_late_error = on_late_error
        self._seconds = seconds
        self._most = threads
        self._name = name
        self._tasks: deque[_Task] = deque()
        self._changed = Condition()
        self._started = self._idle = self._stuck = 0

    @property
    def is_full(self) -> bool:
        """Whether new work would have to wait for a thread."""
        return self._started >= self._most and self._idle <= len(self._tasks)

    @property
    def is_stuck(self) -> bool:
        """Whether every thread is kept by work that nobody waits for any more."""
        return self._stuck >= self._most

    def run(self, work: Callable[[], T]) -> T:
        """What the work gives or raises, run in the context of the caller.

        Raises TooLateError, which is NotBegunError where nothing was done.
        """
        task = _Task(partial(copy_context().run, work))
        with self._changed:
            self._tasks.append(task)
            if len(self._tasks) > self._idle and self._started < self._most:
                self._started += 1
                Thread(target=self._serve, name=f"{self._name}-{self._started}", daemon=True).start()
            self._changed.notify()
        if not task.done.wait(self._seconds):
            self._give_up(task)
        if task.error is not None:
            raise task.error
        result: T = task.result
        return result

    def _give_up(self, task: _Task) -> None:
        """Stop waiting, unless the work was done at the last moment. Raises TooLateError."""
        with self._changed:
            if task.done.is_set():
                return
            if task in self._tasks:
                self._tasks.remove(task)
                raise NotBegunError
            task.is_late = True
            self._stuck += 1
            raise TooLateError

    def _serve(self) -> None:
        while True:
            with self._changed:
                self._idle += 1
                while not self._tasks:
                    self._changed.wait()
                self._idle -= 1
                task = self._tasks.popleft()
            task.run()
            with self._changed:
                self._stuck -= task.is_late
                task.done.set()
            if task.is_late and task.error is not None and self._on_late_error is not None:
                self._on_late_error(task.error)
            # A thread that waits must not hold what it did last.
            del task
