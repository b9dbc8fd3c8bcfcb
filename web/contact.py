"""The contact to a person as something to press: what an administrator wrote, with its addresses and numbers linked."""

import re
from collections.abc import Iterator

from markupsafe import Markup, escape

_REACHABLE = re.compile(
    r"(?P<page>https://[^\s<>\"]*[\w/])"
    r"|(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<phone>(?<![\w-])(?:\+|0)\d[\d -]{3,}\d(?![\w-]))"
)
_NOT_DIALLED = re.compile(r"[^0-9+]")


def linked(text: str) -> Markup:
    """A text with its web addresses, e-mail addresses and telephone numbers as links; the rest escaped as it stands."""
    return Markup("").join(_parts(text))


def dialled(number: str) -> str:
    """A number as a telephone dials it."""
    return _NOT_DIALLED.sub("", number)


def _parts(text: str) -> Iterator[Markup]:
    at = 0
    for found in _REACHABLE.finditer(text):
        yield escape(text[at : found.start()])
        yield Markup('<a href="{}" rel="noreferrer">{}</a>').format(_address(found), found[0])
        at = found.end()
    yield escape(text[at:])


def _address(found: re.Match[str]) -> str:
    if found["page"]:
        return found[0]
    return f"mailto:{found[0]}" if found["mail"] else f"tel:{dialled(found[0])}"
