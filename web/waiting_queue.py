"""What waits for the records, in memory and, as far as there is room, in a journal."""

import logging
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from web.journal import Journal
from web.waiting import Waiting, from_line, to_line

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Entry:
    """What waits, None where its line could not be read, and the bytes that it takes in a journal; 0: in none."""

    item: Waiting | None
    journal: Journal | None
    size: int


class WaitingQueue:
    """First in, first out. Not safe between threads. Nothing here fails where the disk does."""

    def __init__(self) -> None:
        """In memory only, until `keep_in`."""
        self._folder: Path | None = None
        self._entries: deque[_Entry] = deque()
        self._own: Journal | None = None
        self._others: list[Journal] = []
        self._told = False

    @property
    def in_memory_only(self) -> int:
        """How many of the items are in no journal."""
        return sum(not entry.size for entry in self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def put(self, item: Waiting) -> None:
        """The item waits behind all others."""
        journal = self._journal()
        size = journal.add(to_line(item)) if journal else 0
        self._entries.append(_Entry(item, journal, size))

    def keep_in(self, folder: Path) -> int:
        """Keep journals in the folder. What processes that have ended left there waits here now: how much it is."""
        self._folder = folder
        # Its own takes its room now: later there may be none.
        self._journal()
        found = Journal.left_behind(folder)
        self._others += found
        before = len(self._entries)
        for journal in found:
            lines = journal.lines()
            self._entries.extend(_Entry(from_line(line), journal, len(line)) for line in lines)
            if not lines:
                self._let_go(journal)
        return len(self._entries) - before

    def first(self, most: int) -> Sequence[Waiting | None]:
        """The items that have waited longest."""
        return [entry.item for entry in islice(self._entries, most)]

    def done(self, number: int) -> None:
        """So many of them need not wait any more."""
        sizes: dict[int, tuple[Journal, int]] = {}
        for _ in range(number):
            entry = self._entries.popleft()
            if entry.journal and entry.size:
                _, size = sizes.get(id(entry.journal), (entry.journal, 0))
                sizes[id(entry.journal)] = (entry.journal, size + entry.size)
        for journal, size in sizes.values():
            self._done_in(journal, size)

    def close(self) -> None:
        """Let the journals go, with what is left in them."""
        for journal in [*self._others, *([self._own] if self._own else [])]:
            journal.close()

    def _journal(self) -> Journal | None:
        if self._own is None and self._folder is not None:
            try:
                self._own = Journal.begin(self._folder)
            except OSError:
                if not self._told:
                    _log.warning("what waits for the records is kept in memory only")
                self._told = True
        return self._own

    def _done_in(self, journal: Journal, size: int) -> None:
        try:
            journal.done(size)
        except OSError:
            _log.exception("a journal cannot be written")
        if journal in self._others and journal.is_done:
            self._let_go(journal)

    def _let_go(self, journal: Journal) -> None:
        self._others.remove(journal)
        journal.close()
