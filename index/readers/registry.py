"""Chooses the reader of a file by its suffix, and loads no other."""

import re
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from index.readers.blocks import ReadFailure, ReadFile, UnreadableFileError
from index.readers.metadata import read_sidecar

SUFFIXES: Mapping[str, str] = MappingProxyType(
    {
        ".txt": "index.readers.text",
        ".md": "index.readers.markdown",
        ".html": "index.readers.html",
        ".htm": "index.readers.html",
        ".pdf": "index.readers.pdf",
        ".docx": "index.readers.docx",
        ".odt": "index.readers.odt",
    }
)
"""The module whose `read` is the Reader of a suffix; suffixes are in lower case."""

_NO_MEMORY = re.compile(r"out of memory|memory allocation|cannot allocate", re.IGNORECASE)
"""How libraries written in C say it, in errors of their own."""

MAX_FILE_BYTES = 50 * 1024 * 1024


def read_file(path: Path) -> ReadFile:
    """The blocks of a file and its metadata, overridden by the metadata beside it.

    Raises UnreadableFileError with the reason. MemoryError is let through: only a process of its own can be
    relied on after it.
    """
    module = SUFFIXES.get(path.suffix.lower())
    if module is None:
        raise UnreadableFileError(ReadFailure.UNSUPPORTED)
    reader = import_module(module).read
    try:
        _check_size(path)
        read: ReadFile = reader(path)
        sidecar = read_sidecar(path)
    except (UnreadableFileError, MemoryError):
        raise
    except Exception as error:
        if _NO_MEMORY.search(str(error)):
            raise MemoryError from error
        raise UnreadableFileError(ReadFailure.DAMAGED) from error
    if not any(block.text.strip() for block in read.blocks):
        raise UnreadableFileError(ReadFailure.EMPTY)
    return ReadFile(read.blocks, {**read.metadata, **sidecar})


def _check_size(path: Path) -> None:
    size = path.stat().st_size
    if size == 0:
        raise UnreadableFileError(ReadFailure.EMPTY)
    if size > MAX_FILE_BYTES:
        raise UnreadableFileError(ReadFailure.TOO_LARGE)
