"""What is to be indexed: the shipped folder, overlaid by what administrators put, described and removed."""

import fcntl
import hashlib
import json
import os
import re
import shutil
import weakref
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from index import sources
from index.errors import DocumentExistsError, DocumentMissingError
from index.generations import sync
from index.readers.metadata import SIDECAR_SUFFIX, read_sidecar, to_sidecar
from index.readers.registry import SUFFIXES
from index.sources import SourceFile

LONGEST_ID = 100

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LIST = "collection.json"
_LOCK = ".lock"
_IN_USE = ".in-use"
_ASIDE = ".aside"


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of the collection.

    `path` is what the index calls it, `sha256` decides whether it is read again, and `metadata` is what stands beside
    the file, where an empty value hides what the file itself says. `uploaded` tells it from one of the shipped folder.
    """

    id: str
    location: Path
    path: str
    sha256: str
    uploaded: bool
    metadata: dict[str, str]
    removed: bool


@dataclass(frozen=True, slots=True)
class _Listed:
    """What collection.json says of a document. `file` is a name in the folder, empty where the shipped file holds."""

    file: str = ""
    path: str = ""
    sha256: str = ""
    metadata: dict[str, str] = field(default_factory=dict)
    removed: bool = False


class Collection:
    """The shipped folder and the folder collection/ below the var folder.

    Every change writes a new file with its metadata beside it, and then replaces collection.json, which lists what
    holds: a change is there whole or not at all, whenever the process ends. What is not listed is cleared away by the
    next change, or by `clear`. Several processes may use it at once.
    """

    def __init__(self, documents_dir: Path, var_dir: Path) -> None:
        self._documents = documents_dir
        self._folder = var_dir / "collection"
        self._in_use: int | None = None

    def sources(self) -> list[SourceFile]:
        """The files to build of, in order of path; they stay on the disk for as long as this object lives."""
        if self._in_use is None:
            self._in_use = self._open(_IN_USE)
            weakref.finalize(self, os.close, self._in_use)
            fcntl.flock(self._in_use, fcntl.LOCK_SH)
        return [
            SourceFile(entry.id, entry.location, entry.path, entry.sha256)
            for entry in sorted(self.entries(), key=lambda entry: entry.path)
            if not entry.removed
        ]

    def entries(self) -> tuple[Entry, ...]:
        """Every document, in order of id, also the removed ones."""
        listed = self._listed()
        shipped = self._shipped()
        found = [self._entry(id_, line, shipped.get(id_)) for id_, line in listed.items()]
        found += [_shipped_entry(file, removed=False) for id_, file in shipped.items() if id_ not in listed]
        return tuple(sorted((entry for entry in found if entry is not None), key=lambda entry: entry.id))

    def entry(self, id: str) -> Entry:
        """Raises DocumentMissingError."""
        found = next((entry for entry in self.entries() if entry.id == id), None)
        if found is None:
            raise DocumentMissingError(f"Det finns inget dokument som heter {id}.")
        return found

    def put(self, id: str, file: Path, suffix: str, metadata: Mapping[str, str]) -> None:
        """Add a document, or replace the one of that id, with a copy of a file; a removed one comes back.

        `suffix` is one that can be read, `metadata` under the names of `Metadata`. Raises ValueError for an id or a
        suffix that no document can have.
        """
        _check_name(id, suffix)
        with self._writing() as listed:
            self._replace(listed | {id: self._new(id, file, suffix, metadata)})

    def add(self, id: str, file: Path, suffix: str, metadata: Mapping[str, str]) -> None:
        """As `put`, but raises DocumentExistsError where there is a document of that id, removed or not."""
        _check_name(id, suffix)
        with self._writing() as listed:
            if any(entry.id == id for entry in self.entries()):
                raise DocumentExistsError(f"Det finns redan ett dokument som heter {id}.")
            self._replace(listed | {id: self._new(id, file, suffix, metadata)})

    def describe(self, id: str, metadata: Mapping[str, str]) -> None:
        """Give a document other metadata beside its file; one of the shipped folder is copied to that end.

        Raises DocumentMissingError.
        """
        with self._writing() as listed:
            entry = self.entry(id)
            name = f"{id}-{{}}{entry.location.suffix.lower()}"
            written = self._written(entry.location, name, entry.path, metadata)
            self._replace(listed | {id: replace(written, removed=entry.removed)})

    def remove(self, id: str) -> None:
        """Leave a document out from the next build on; it can be restored. Raises DocumentMissingError."""
        self._mark(id, removed=True)

    def restore(self, id: str) -> None:
        """Take a removed document in again. Raises DocumentMissingError."""
        self._mark(id, removed=False)

    def forget(self, id: str) -> None:
        """Drop what was uploaded under an id, for good; a shipped file of that id holds again.

        Raises DocumentMissingError.
        """
        with self._writing() as listed:
            self.entry(id)
            self._replace({other: line for other, line in listed.items() if other != id})

    def withdraw(self, id: str) -> None:
        """Delete what was uploaded under an id, for good, and leave a shipped file of that id out.

        Raises DocumentMissingError.
        """
        with self._writing() as listed:
            self.entry(id)
            name = listed.get(id, _Listed()).file
            left = {other: line for other, line in listed.items() if other != id}
            self._replace(left | ({id: _Listed(removed=True)} if id in self._shipped() else {}))
            if name:
                for path in (self._folder / name, self._folder / f"{name}{SIDECAR_SUFFIX}", self._folder / _ASIDE):
                    path.unlink(missing_ok=True)

    def clear(self) -> None:
        """Remove what an interrupted change left behind."""
        with self._writing():
            pass

    def _new(self, id_: str, file: Path, suffix: str, metadata: Mapping[str, str]) -> _Listed:
        shipped = self._shipped().get(id_)
        path = str(Path(shipped.path).with_suffix(suffix)) if shipped else f"{id_}{suffix}"
        return self._written(file, f"{id_}-{{}}{suffix}", path, metadata)

    def _mark(self, id_: str, *, removed: bool) -> None:
        with self._writing() as listed:
            self.entry(id_)
            self._replace(listed | {id_: replace(listed.get(id_, _Listed()), removed=removed)})

    def _shipped(self) -> dict[str, SourceFile]:
        return {file.id: file for file in sources.find([self._documents])}

    def _entry(self, id_: str, line: _Listed, shipped: SourceFile | None) -> Entry | None:
        if not line.file:
            # The shipped file may have gone since it was removed here.
            return _shipped_entry(shipped, removed=line.removed) if shipped else None
        location = self._folder / line.file
        return Entry(id_, location, line.path, line.sha256, True, line.metadata, line.removed)

    def _listed(self) -> dict[str, _Listed]:
        try:
            lines: dict[str, Any] = json.loads((self._folder / _LIST).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        return {id_: _Listed(**line) for id_, line in lines.items()}

    def _written(self, file: Path, name: str, path: str, metadata: Mapping[str, str]) -> _Listed:
        """A copy of a file with its metadata beside it, both named by the content of both."""
        aside, sidecar = self._folder / _ASIDE, to_sidecar(metadata)
        shutil.copyfile(file, aside)
        with aside.open("rb") as copied:
            digest = hashlib.file_digest(copied, "sha256")
        digest.update(sidecar.encode())
        location = self._folder / name.format(digest.hexdigest()[:12])
        _put(aside, location)
        aside.write_text(sidecar, encoding="utf-8")
        _put(aside, location.with_name(location.name + SIDECAR_SUFFIX))
        return _Listed(location.name, path, sources.fingerprint(location), dict(metadata))

    def _replace(self, listed: Mapping[str, _Listed]) -> None:
        lines = {id_: asdict(line) for id_, line in sorted(listed.items())}
        aside = self._folder / _ASIDE
        aside.write_text(json.dumps(lines, ensure_ascii=False, indent=1), encoding="utf-8")
        sync(self._folder)
        _put(aside, self._folder / _LIST)
        sync(self._folder)

    @contextmanager
    def _writing(self) -> Iterator[dict[str, _Listed]]:
        """What is listed, while no other process changes it; clears away what is not listed afterwards."""
        with self._opened(_LOCK) as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self._clear()
            yield self._listed()
            self._clear()

    def _clear(self) -> None:
        with self._opened(_IN_USE) as in_use:
            try:
                fcntl.flock(in_use, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                # A build reads what was listed when it began.
                return
            names = {line.file for line in self._listed().values() if line.file}
            kept = {_LIST, _LOCK, _IN_USE} | names | {name + SIDECAR_SUFFIX for name in names}
            for path in self._folder.iterdir():
                if path.name not in kept:
                    path.unlink()

    @contextmanager
    def _opened(self, name: str) -> Iterator[int]:
        descriptor = self._open(name)
        try:
            yield descriptor
        finally:
            os.close(descriptor)

    def _open(self, name: str) -> int:
        self._folder.mkdir(parents=True, exist_ok=True)
        return os.open(self._folder / name, os.O_RDWR | os.O_CREAT, 0o600)


def _check_name(id_: str, suffix: str) -> None:
    if not _ID.fullmatch(id_) or len(id_) > LONGEST_ID or suffix not in SUFFIXES:
        raise ValueError(f"{id_}{suffix} cannot name a document")


def _shipped_entry(file: SourceFile, *, removed: bool) -> Entry:
    return Entry(file.id, file.location, file.path, file.sha256, False, read_sidecar(file.location), removed)


def _put(aside: Path, path: Path) -> None:
    sync(aside)
    aside.replace(path)
