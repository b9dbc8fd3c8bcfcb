"""Checks a quote, character by character, against the canonical text that it is said to come from."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.answer import Quote
from web.catalogue import Catalogue
from web.references import Reference

_MARKS = {"”": "”", "“": "”", '"': '"', "»": "»"}

_COPIED = re.compile(r"(?P<quote>”.+”)\n[^\n]+\n(?P<address>https?://\S+)", re.DOTALL)
"""What the button under a quote copies."""


class Verdict(StrEnum):
    """How a check came out."""

    GENUINE = "genuine"
    DIFFERS = "differs"
    NOT_FOUND = "not_found"
    NO_SUCH_PLACE = "no_such_place"


@dataclass(frozen=True, slots=True)
class Receipt:
    """The outcome, and the archived quote that it was checked against.

    `same` is how many characters agree before the first that differs; it is set where the verdict is DIFFERS.
    """

    verdict: Verdict
    quote: Quote | None = None
    same: int = 0


def check(quote: str, reference: str, catalogue: Catalogue) -> Receipt:
    """Checks a pasted quote, the reference or address of one, or the first against the second.

    Without a reference the quote is looked for in the published documents. White space round it and quotation marks
    round that do not count.
    """
    named = Reference.inside(reference)
    wording = _bare(quote)
    if named is None:
        return Receipt(Verdict.NO_SUCH_PLACE) if reference.strip() else _searched(wording, catalogue)
    archived = catalogue.quote(named, date.today())
    if archived is None:
        return Receipt(Verdict.NO_SUCH_PLACE)
    if not wording or wording == archived.text:
        return Receipt(Verdict.GENUINE, archived)
    return Receipt(Verdict.DIFFERS, archived, _agreeing(wording, archived.text))


def parted(quote: str, reference: str) -> tuple[str, str]:
    """A pasted quote and its reference, which is within what was copied under an answer where none is given."""
    copied = None if reference.strip() else _COPIED.fullmatch(quote.replace("\r\n", "\n").strip())
    return (copied["quote"], copied["address"]) if copied else (quote, reference)


def _bare(quote: str) -> str:
    text = quote.replace("\r\n", "\n").strip()
    if len(text) > 1 and _MARKS.get(text[0]) == text[-1]:
        text = text[1:-1].strip()
    return text


def _searched(wording: str, catalogue: Catalogue) -> Receipt:
    for document in catalogue.documents():
        start = document.text.find(wording)
        if start >= 0:
            place = Reference(document.id, document.version, start, start + len(wording))
            return Receipt(Verdict.GENUINE, catalogue.quote(place, date.today()))
    return Receipt(Verdict.NOT_FOUND)


def _agreeing(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next((at for at, (left, right) in enumerate(pairs) if left != right), min(len(one), len(other)))
