"""Where in its document a hit stands, as a reader is told."""

from index.search import Hit


def section_of(hit: Hit) -> str | None:
    """The headings above a hit, without a first one that only repeats the document's title; None where none is left."""
    headings = hit.heading_path
    if headings and _plain(headings[0]) == _plain(hit.source.metadata.title):
        headings = headings[1:]
    return " › ".join(headings) or None


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
