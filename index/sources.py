"""The files of the document folders, named and fingerprinted."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from index.canonical import document_id
from index.readers.registry import SUFFIXES

_SIDECAR = ".meta.yaml"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to index: its document id, its path below the folder, and the SHA-256 of all that decides its text."""

    id: str
    location: Path
    path: str
    sha256: str


def find(folders: Iterable[Path]) -> list[SourceFile]:
    """Every readable kind of file below the folders, in order of path; links and hidden files are passed over."""
    taken: set[str] = set()
    return [
        SourceFile(_free_id(document_id(path), taken), location, path, fingerprint(location))
        for folder in folders
        for location, path in _files(folder)
    ]


def _files(folder: Path) -> list[tuple[Path, str]]:
    found = [
        (location, location.relative_to(folder))
        for location in folder.rglob("*")
        if location.suffix.lower() in SUFFIXES and location.is_file() and not location.is_symlink()
    ]
    return sorted(
        (location, relative.as_posix())
        for location, relative in found
        if not any(part.startswith(".") for part in relative.parts)
    )


def _free_id(wanted: str, taken: set[str]) -> str:
    number, chosen = 1, wanted
    while chosen in taken:
        number += 1
        chosen = f"{wanted}-{number}"
    taken.add(chosen)
    return chosen


def fingerprint(location: Path) -> str:
    digest = hashlib.sha256(location.suffix.lower().encode())
    for path in (location, location.with_name(location.name + _SIDECAR)):
        digest.update(b"\0")
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()
