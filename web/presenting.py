"""How the pages word what they are handed: dates, kinds, validity, sources, numbers to call."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flask import Flask
from markupsafe import Markup, escape

from bot.answer import Quote, Validity
from bot.content import HelpLine
from bot.quoting import validity
from bot.serialise import place
from index.documents import Document
from web.catalogue import ARCHIVED_KIND
from web.chrome import Chrome, Place, places
from web.contact import dialled, linked

RIGHT_TO_LEFT = {"ar"}
EXPLANATION = "forklaring"
_OF_THE_WEB = ("https://", "http://")
_KINDS = {EXPLANATION: "förklarande text"}
_SEVERAL = {EXPLANATION: "förklarande texter"}
_MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)


_JOINT = re.compile(r"(\w{4,40}?(?:hets|nings|tions|ställd)(?=\w{4}))")
"""Where most long Swedish compounds of the field may be broken; browsers often lack a Swedish dictionary."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a reply; where it ends with the number of a help line, that number stands apart."""

    text: str
    number: str = ""

    @property
    def dialled(self) -> str:
        return dialled(self.number)


def told(reply: str, help_lines: Iterable[HelpLine]) -> list[Line]:
    """The lines of a reply."""
    numbers = [line.number for line in help_lines]
    return [_line(text, numbers) for text in reply.splitlines() if text.strip()]


def _line(text: str, numbers: list[str]) -> Line:
    # A number with spaces may end with another, shorter one.
    number = max((number for number in numbers if text.endswith(f" {number}")), key=len, default="")
    return Line(text.removesuffix(number).rstrip(), number)


def soft(text: str) -> str:
    """A title whose long words may be broken, with a hyphen, after their first parts. Never for what is quoted."""
    return _JOINT.sub("\\1\u00ad", text)


def swedish_date(day: date) -> str:
    """A date as it is written in running Swedish: 12 juni 2023."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def kind_name(kind: str) -> str:
    """A kind of document with a capital letter, as a label."""
    name = _KINDS.get(kind, kind)
    return name[:1].upper() + name[1:]


def kind_heading(kind: str) -> str:
    """The heading over the documents of a kind."""
    return kind_name(_SEVERAL.get(kind, kind))


def shown_validity(document: Document) -> Validity | None:
    """Whether a document is in force today; None for a text that explains, which cannot be in force."""
    return None if document.metadata.kind in {EXPLANATION, ARCHIVED_KIND} else validity(document, date.today())


def source_address(document: Document) -> str | None:
    """Where a document comes from, if that is an address of the web: a file may say anything of itself."""
    address = document.metadata.source_url or ""
    return address if address.lower().startswith(_OF_THE_WEB) else None


def file_size(path: Path) -> str:
    """The size of a file, as it is written beside a link to it."""
    size = path.stat().st_size
    if size < 1_000_000:
        return f"{max(round(size / 1000), 1)} kB"
    return f"{size / 1_000_000:.1f} MB".replace(".", ",")


def source_parts(quote: Quote) -> list[str]:
    """Where a quote stands, from the document inwards, then its date and validity."""
    metadata = quote.source.metadata
    parts = [metadata.title, quote.section, f"sidan {quote.page}" if quote.page else None]
    parts.append(f"beslutat {swedish_date(metadata.decided_on)}" if metadata.decided_on else None)
    if metadata.kind not in {EXPLANATION, ARCHIVED_KIND}:
        parts.append(quote.validity.value)
    return [part for part in parts if part]


def as_language(language: str, page: Place) -> Markup:
    """The attributes of a part in a language, with a space before them; none where it is that of the page."""
    if language == page.language:
        return Markup()
    direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
    if direction == page.words.direction:
        return Markup(' lang="{}"').format(language)
    return Markup(' lang="{}" dir="{}"').format(language, direction)


def person(words: Chrome, contact: str, page: Place) -> Markup:
    """Whom to turn to, in the words of a page; the contact itself is in Swedish, whatever the page is in."""
    language = as_language("sv", page)
    return escape(words.person).format(
        contact=Markup("<span{}>{}</span>").format(language, linked(contact)) if language else linked(contact)
    )


def register(app: Flask, public_url: str) -> None:
    """Make the words above known to the templates."""

    def full_address(quote: Quote) -> str:
        return public_url.rstrip("/") + place(quote)

    def copied(quote: Quote) -> str:
        return "\n".join([f"”{quote.text}”", ", ".join(source_parts(quote)), full_address(quote)])

    alone = [place for place in places() if not place.embedded]
    app.context_processor(lambda: {"page": Place(), "t": Place().words, "tongues": alone})
    app.add_template_filter(as_language)
    app.add_template_filter(swedish_date)
    app.add_template_filter(kind_name)
    app.add_template_filter(kind_heading)
    app.add_template_filter(linked)
    app.add_template_filter(person)
    app.add_template_filter(shown_validity)
    app.add_template_filter(source_address)
    app.add_template_filter(source_parts)
    app.add_template_filter(copied)
    app.add_template_filter(full_address)
    app.add_template_filter(file_size)
    app.add_template_filter(told)
    app.add_template_filter(dialled)
    app.add_template_filter(soft)
    app.add_template_filter(place)
