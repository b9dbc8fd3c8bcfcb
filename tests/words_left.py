"""Looking for words in every file and every table below a folder."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

_SQLITE = b"SQLite format 3"


def said_anywhere(folder: Path, words: Sequence[str]) -> list[str]:
    """The files that hold one of the words, in whatever case."""
    found = ((name, content.decode("utf-8", "replace").lower()) for name, content in _bytes_below(folder))
    return [name for name, content in found if any(word in content for word in words)]


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes() if path.is_file() else b""
    except FileNotFoundError:
        # A service that runs removes files meanwhile.
        return b""


def _bytes_below(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in folder.rglob("*"):
        content = _content(path)
        yield path.name, content
        if content.startswith(_SQLITE):
            with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
                yield path.name, "\n".join(connection.iterdump()).encode()
