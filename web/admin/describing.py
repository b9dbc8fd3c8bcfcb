"""The metadata that an administrator writes about a document: its fields, and what they may hold."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from urllib.parse import urlsplit

from index.documents import Metadata
from index.readers.cleaning import clean

USUAL_KINDS = ("strategi", "beslut", "handlingsplan", "riktlinje", "rapport", "protokoll", "forklaring", "dokument")


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form. `longest` is in characters; `form` is what the browser is to help with."""

    name: str
    label: str
    longest: int
    form: str = "text"
    hint: str = ""


FIELDS = (
    Field("title", "Titel", 300),
    Field("kind", "Slag", 60, hint="Strategi, beslut, riktlinje … Strategier och beslut väger tyngst i sökningen."),
    Field("issuer", "Utfärdare", 200, hint="Den som står bakom dokumentet, till exempel Region Västmanland."),
    Field("diary_number", "Diarienummer", 100),
    Field("decided_on", "Beslutat den", 10, "date"),
    Field("valid_from", "Gäller från", 10, "date"),
    Field("valid_to", "Gäller till", 10, "date"),
    Field("superseded_by", "Ersatt av", 100, hint="Boten visar då att dokumentet inte längre gäller."),
    Field("source_url", "Källa på webben", 500, "url", "Hela adressen, med https:// först."),
    Field("language", "Språk", 3, hint="Två eller tre bokstäver, till exempel sv, en eller fi."),
)
_NAMES = tuple(field.name for field in FIELDS)
_LANGUAGE = re.compile(r"[a-z]{2,3}")


def effective(metadata: Metadata | None, written: Mapping[str, str]) -> dict[str, str]:
    """What the bot goes by, as the form shows it: what was read, or what was written where nothing could be."""
    if metadata is None:
        return {name: written.get(name, "") for name in _NAMES}
    return {name: "" if value is None else str(value) for name, value in asdict(metadata).items()}


def changed(shown: Mapping[str, str], sent: Mapping[str, str], written: Mapping[str, str]) -> dict[str, str]:
    """The metadata to keep beside the file after a form was sent: only what differs from what the file itself says.

    `shown` is what the form showed, `written` what was kept before.
    """
    kept = dict(written)
    for name in (name for name in _NAMES if name in sent):
        value = clean(sent[name])
        if value != shown.get(name, ""):
            kept[name] = value
    return kept


def problems(metadata: Mapping[str, str], id_: str, ids: Iterable[str]) -> dict[str, str]:
    """What is wrong with metadata, in Swedish, by the name of the field. `ids` are those of all documents."""
    found = {name: "Fältet finns inte." for name in metadata if name not in _NAMES}
    for field in FIELDS:
        value = metadata.get(field.name, "")
        if not value:
            continue
        if len(value) > field.longest:
            found[field.name] = f"{field.label} får vara högst {field.longest} tecken."
        elif wrong := _wrong(field, value):
            found[field.name] = wrong
    if metadata.get("superseded_by") and metadata["superseded_by"] not in set(ids) - {id_}:
        found["superseded_by"] = "Välj ett annat dokument som finns."
    begins, ends = metadata.get("valid_from", ""), metadata.get("valid_to", "")
    if begins and ends and ends < begins and not found.keys() & {"valid_from", "valid_to"}:
        found["valid_to"] = "Gäller till kan inte vara före Gäller från."
    return found


def _wrong(field: Field, value: str) -> str | None:
    if field.form == "date" and not _is_date(value):
        return f"{field.label} ska vara ett datum, som 2024-06-12."
    if field.form == "url" and not _is_address(value):
        return "Källan ska vara en adress som börjar med https:// eller http://."
    if field.name == "language" and not _LANGUAGE.fullmatch(value):
        return "Skriv språket med två eller tre små bokstäver, till exempel sv."
    return None


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and " " not in value
