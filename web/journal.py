"""What waits to be written to the records, kept in a file too: a process that is killed leaves it to another."""

import fcntl
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Self

_DIGITS = 20
_HEAD = _DIGITS + 1
_SUFFIX = ".journal"
_NOTHING = b"\0"
"""What stands behind the last line; no line has it."""

_ROOM = 1024 * 1024
"""Bytes that a file takes on the disk from the start, so that it works on when the disk is full: some 8,000 lines."""


class Journal:
    """Lines of text, the oldest of which are done first. Not safe between threads.

    The file belongs to the process that holds its lock, and begins with the place of the first line that is not done.
    What was added survives the process, but not the machine: nothing waits for the disk.
    """

    def __init__(self, path: Path, descriptor: int, first: int, end: int) -> None:
        """For `begin` and `left_behind`; the places are in bytes."""
        self._path = path
        self._descriptor = descriptor
        self._first = first
        self._end = end

    @classmethod
    def begin(cls, folder: Path) -> Self:
        """An empty one, readable to its owner only. Raises OSError where it cannot be made, or has no room."""
        folder.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=folder, prefix=".")
        path = folder / f"{Path(name).name.lstrip('.')}{_SUFFIX}"
        journal = cls(path, descriptor, _HEAD, _HEAD)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            os.posix_fallocate(descriptor, 0, _ROOM)
            journal._write_head()
            Path(name).rename(path)
        except OSError:
            os.close(descriptor)
            Path(name).unlink()
            raise
        return journal

    @classmethod
    def left_behind(cls, folder: Path) -> list[Self]:
        """Those of processes that have ended, which now belong to this one."""
        taken = (cls._take(path) for path in sorted(folder.glob(f"*{_SUFFIX}")))
        return [journal for journal in taken if journal is not None]

    @classmethod
    def _take(cls, path: Path) -> Self | None:
        try:
            descriptor = os.open(path, os.O_RDWR)
        except OSError:
            return None
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            found = os.fstat(descriptor)
            first = int(os.pread(descriptor, _DIGITS, 0))
        except (OSError, ValueError):
            # Its process runs, or has not got beyond making it.
            os.close(descriptor)
            return None
        if not found.st_nlink:
            # Another process took it over, and was done with it in between.
            os.close(descriptor)
            return None
        kept = os.pread(descriptor, max(0, found.st_size - first), first)
        return cls(path, descriptor, first, first + len(kept.split(_NOTHING, 1)[0]))

    def lines(self) -> list[bytes]:
        """What is not done, the oldest first, with the ends of the lines: the last may be cut off."""
        return os.pread(self._descriptor, max(0, self._end - self._first), self._first).splitlines(keepends=True)

    def add(self, line: str) -> int:
        """The bytes that the line takes, for `done`; 0 where there is no room for it."""
        data = f"{line}\n".encode()
        written = 0
        with suppress(OSError):
            written = os.pwrite(self._descriptor, data, self._end)
        if written < len(data):
            if written:
                os.pwrite(self._descriptor, _NOTHING * written, self._end)
            return 0
        self._end += written
        return written

    def done(self, size: int) -> None:
        """The oldest lines, so many bytes of them, need to be kept no more."""
        self._first += size
        if self.is_done:
            # Written over and not cut off: the room stays, and the words do not.
            os.pwrite(self._descriptor, _NOTHING * (self._end - _HEAD), _HEAD)
            self._first = self._end = _HEAD
        self._write_head()

    def close(self) -> None:
        """Leave to another process what is not done; where there is nothing, the file is gone."""
        if self.is_done:
            self._path.unlink(missing_ok=True)
        os.close(self._descriptor)

    @property
    def is_done(self) -> bool:
        """Whether there is nothing left to do."""
        return self._first >= self._end

    def _write_head(self) -> None:
        os.pwrite(self._descriptor, f"{self._first:0{_DIGITS}}\n".encode(), 0)
