"""Whether a file is safe to keep: its content is of the format that its name says, and nothing in it can run."""

import zipfile
import zlib
from pathlib import Path

from index.readers import inspect_office, inspect_pdf, inspect_text
from index.readers.blocks import ReadFailure, UnreadableFileError

_OF_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError)
"""What the libraries raise for a file that is damaged, or packed in a way that no document is."""


def inspect(path: Path) -> None:
    """Raises HazardousFileError, or UnreadableFileError for a file that is locked, damaged or expands too much.

    Says nothing of whether the file can be read. It may take much memory: call it in a process with limits.
    """
    try:
        _inspect(path)
    except _OF_DAMAGE as error:
        raise UnreadableFileError(ReadFailure.DAMAGED) from error


def _inspect(path: Path) -> None:
    match path.suffix.lower():
        case ".pdf":
            inspect_pdf.inspect(path)
        case ".docx":
            inspect_office.inspect_docx(path)
        case ".odt":
            inspect_office.inspect_odt(path)
        case ".html" | ".htm":
            inspect_text.inspect_html(path)
        case _:
            inspect_text.inspect_plain(path)
