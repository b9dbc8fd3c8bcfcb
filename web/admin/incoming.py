"""Files on their way in: each in a file of its own below the var folder, gone when the request is over."""

import fcntl
import io
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import IO

from flask import Flask, Request, g
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge

from index.readers.registry import SUFFIXES

MOST_FILES = 20
_FOLDER = "uploads"
_LOCK = ".lock"


class IncomingFile(io.FileIO):
    """A file that is being received. Beyond the size that a file may have, what comes is not kept but counted.

    Its name on the disk is random, with the suffix that the sender gave where it is a known one. The file is removed
    when it is closed.
    """

    def __init__(self, path: Path, largest: int) -> None:
        super().__init__(path, "x+")
        self.path = path
        self.received = 0
        self._largest = largest
        fcntl.flock(self, fcntl.LOCK_EX)

    @property
    def is_too_large(self) -> bool:
        return self.received > self._largest

    def write(self, data: object, /) -> int:
        view = memoryview(data)  # type: ignore[arg-type]  # whatever has bytes, as FileIO takes it
        self.received += view.nbytes
        if self.is_too_large:
            self.truncate(0)
            return view.nbytes
        left = view
        while left.nbytes:
            left = left[super().write(left) :]
        return view.nbytes

    def close(self) -> None:
        if not self.closed:
            self.path.unlink(missing_ok=True)
        super().close()


class Incoming:
    """The folder uploads/ below the var folder, for files of at most `largest` bytes."""

    def __init__(self, var_dir: Path, largest: int) -> None:
        self._folder = var_dir / _FOLDER
        self.largest = largest

    def receive(self, suffix: str) -> IncomingFile:
        """A new, empty file; what a process that was killed left behind is removed."""
        with self._alone():
            self._clear()
            return IncomingFile(self._folder / f"{secrets.token_hex(16)}{suffix}", self.largest)

    def clear(self) -> None:
        """Remove what a process that was killed left behind."""
        with self._alone():
            self._clear()

    def register(self, app: Flask, paths: tuple[str, ...]) -> None:
        """Receive here what is sent in forms to addresses that begin with one of the paths."""
        incoming = self

        class ReceivingRequest(Request):
            """Its files are received below the var folder."""

            def _get_file_stream(
                self,
                total_content_length: int | None,
                content_type: str | None,
                filename: str | None = None,
                content_length: int | None = None,
            ) -> IO[bytes]:
                if not self.path.startswith(paths):
                    return super()._get_file_stream(total_content_length, content_type, filename, content_length)
                files: list[IncomingFile] = g.setdefault("incoming", [])
                if len(files) >= MOST_FILES:
                    raise RequestEntityTooLarge
                files.append(incoming.receive(known_suffix(filename or "")))
                return files[-1]

        app.request_class = ReceivingRequest
        app.teardown_request(_close_all)

    def _clear(self) -> None:
        for path in self._folder.iterdir():
            if path.name != _LOCK and not _is_locked(path):
                path.unlink()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / _LOCK).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def known_suffix(name: str) -> str:
    """The suffix of a sent file name in lower case; empty where no document can have it."""
    suffix = PurePosixPath(PureWindowsPath(name).name).suffix.lower()
    return suffix if suffix in SUFFIXES else ""


def received(sent: FileStorage) -> IncomingFile:
    """The file behind what a form holds. Raises TypeError for a form that was not received here."""
    file: object = sent.stream
    if not isinstance(file, IncomingFile):
        raise TypeError("the form was not received below the var folder")
    return file


def _close_all(_error: BaseException | None) -> None:
    for file in g.pop("incoming", []):
        file.close()


def _is_locked(path: Path) -> bool:
    descriptor = os.open(path, os.O_RDWR)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False
