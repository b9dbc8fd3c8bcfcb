"""Texts as both databases can hold them."""

import hashlib
import re

# PostgreSQL refuses NUL, and neither database can encode half of a surrogate pair.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str, longest: int | None = None) -> str:
    """The text, at most `longest` code points, with what no database can hold replaced by U+FFFD."""
    return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text)[:longest]


def sha256(text: str) -> str:
    """64 hexadecimal digits."""
    return hashlib.sha256(storable(text).encode()).hexdigest()
