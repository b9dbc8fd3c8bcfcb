"""From the keys that people write, in front matter or beside a file, to the names of `Metadata`."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date, datetime
from pathlib import Path

import yaml

from index.documents import Metadata
from index.readers.blocks import Block, BlockKind, ReadFailure, UnreadableFileError
from index.readers.cleaning import clean
from index.readers.encodings import decode
from index.readers.headings import looks_like_heading

SIDECAR_SUFFIX = ".meta.yaml"
"""What follows the whole name of a file in the name of the file with its metadata."""

_CLEARED = "cleared"
_NAMES = frozenset(field.name for field in fields(Metadata))
_ALIASES = {"source": "source_url", "published": "decided_on"}
_YEAR_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")


def from_mapping(mapping: Mapping[object, object]) -> dict[str, str]:
    """The scalar values under known names, as strings with ISO dates.

    A name of `Metadata` goes before its alias; a publication month counts as its first day.
    """
    values = {_key(key): _value(value) for key, value in mapping.items()}
    metadata = {
        _ALIASES[key]: _whole_date(value) if key == "published" else value
        for key, value in values.items()
        if key in _ALIASES
    }
    metadata |= {key: value for key, value in values.items() if key in _NAMES and value}
    return {key: value for key, value in metadata.items() if value}


def read_sidecar(path: Path) -> dict[str, str]:
    """The metadata beside the file at `path`; empty where there is none.

    A name that stands under `cleared` gets an empty value, which hides what the file itself says. Raises
    UnreadableFileError(BAD_METADATA) for a sidecar that isn't a YAML mapping.
    """
    sidecar = path.with_name(path.name + SIDECAR_SUFFIX)
    if not sidecar.is_file():
        return {}
    try:
        content = yaml.safe_load(decode(sidecar.read_bytes()))
    except (yaml.YAMLError, ValueError, UnreadableFileError) as error:
        raise UnreadableFileError(ReadFailure.BAD_METADATA) from error
    if not isinstance(content, dict):
        raise UnreadableFileError(ReadFailure.BAD_METADATA)
    cleared = content.get(_CLEARED)
    hidden = {name: "" for name in cleared if name in _NAMES} if isinstance(cleared, list) else {}
    return hidden | from_mapping(content)


def to_sidecar(metadata: Mapping[str, str]) -> str:
    """What `read_sidecar` reads as that metadata, where an empty value hides what the file itself says."""
    content: dict[str, object] = {name: value for name, value in metadata.items() if value}
    cleared = [name for name, value in metadata.items() if not value]
    if cleared:
        content[_CLEARED] = cleared
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False)


def _key(key: object) -> str:
    return str(key).strip().lower().replace("-", "_").replace(" ", "_")


def _value(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return clean(str(value)) if isinstance(value, str | int | float) else ""


def _whole_date(value: str) -> str:
    if _YEAR_MONTH.fullmatch(value):
        return f"{value}-01"
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        return ""


def named_title(title: str | None, blocks: Iterable[Block]) -> dict[str, str]:
    """The title that an office file carries, for a file without a heading; empty where it is no title.

    Beside a heading it is not to be trusted: it is often left from a template or an older document.
    """
    shown = clean(title or "")
    has_heading = any(block.kind is BlockKind.HEADING for block in blocks)
    # Programs fill it in with "untitled" and file names.
    return {"title": shown} if not has_heading and " " in shown and looks_like_heading(shown) else {}
