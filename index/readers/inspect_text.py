"""Whether a text or a web page is what its name says. A script in a page is never run: it is only read past."""

import re
from pathlib import Path

from index.readers.encodings import decode
from index.readers.hazards import Hazard, HazardousFileError

_OTHER_FORMATS = (
    b"%PDF-",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"MZ",
    b"\x7fELF",
    bytes.fromhex("d0cf11e0a1b11ae1"),
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"{\\rtf",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
)
_TAG = re.compile(r"<(?:!doctype\s+html|html|head|body|title|meta|main|article|section|div|table|h[1-6]|p)\b", re.I)
# Possessive: a comment ends at its first end, or there would be twice as many ways to read the start with each one.
_MARKUP = re.compile(
    r"\s*+(?:<!--(?:(?!-->).)*+-->\s*+)*+<(?:!doctype|html|head|body|script|svg|\?xml|\?php)\b", re.I | re.DOTALL
)
_LOOKED_THROUGH = 1 << 16


def inspect_plain(path: Path) -> None:
    """Raises HazardousFileError where a .txt or .md is something else, such as a web page."""
    if _MARKUP.match(_text(path)[:_LOOKED_THROUGH]):
        raise HazardousFileError(Hazard.WRONG_CONTENT)


def inspect_html(path: Path) -> None:
    """Raises HazardousFileError where a .html is no web page."""
    if not _TAG.search(_text(path)[:_LOOKED_THROUGH]):
        raise HazardousFileError(Hazard.WRONG_CONTENT)


def _text(path: Path) -> str:
    data = path.read_bytes()
    if data.startswith(_OTHER_FORMATS):
        raise HazardousFileError(Hazard.WRONG_CONTENT)
    text = decode(data)
    if "\0" in text:
        raise HazardousFileError(Hazard.NOT_TEXT)
    return text
