"""Looking for words in every file and every table below a folder."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path


def said_anywhere(folder: Path, words: Sequence[str]) -> list[str]:
    """The files that hold one of the words, in whatever case."""
    found = ((name, content.decode("utf-8", "replace").lower()) for name, content in _bytes_below(folder))
    return [name for name, content in found if any(word in content for word in words)]


def _bytes_below(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in folder.rglob("*"):
        if path.is_file():
            yield path.name, path.read_bytes()
        if path.suffix == ".db":
            with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
                yield path.name, "\n".join(connection.iterdump()).encode()
