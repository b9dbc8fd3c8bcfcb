"""Where in its document a hit stands, as a reader is told."""

from collections.abc import Sequence

from index.search import Hit


def section_of(hit: Hit) -> str | None:
    """The headings above a hit, without a first one that only repeats the document's title; None where none is left."""
    return section_name(hit.heading_path, hit.source.metadata.title)


def section_name(headings: Sequence[str], title: str) -> str | None:
    """The same of a heading path and the title of its document."""
    if headings and _plain(headings[0]) == _plain(title):
        headings = headings[1:]
    return " › ".join(headings) or None


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
