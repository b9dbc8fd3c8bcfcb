"""Withdrawing a version that must not be there: hidden from all who read first, then erased wherever it is kept."""

import hashlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from index import store
from index.archive import Archive
from index.build import FileReader, write_again
from index.canonical import to_document
from index.collection import Collection, Entry
from index.documents import Document
from index.errors import GenerationDamagedError, VersionMissingError
from index.generations import Generations
from index.opened import PASSAGES_FILE
from index.originals import Originals
from index.previous import Previous
from index.publishing import publish
from index.readers.blocks import UnreadableFileError
from index.tombstones import Tombstones


@dataclass(frozen=True, slots=True)
class Found:
    """A version that is to be withdrawn.

    `documents` are those of that text that are still kept, `generations` the ones to delete: they hold it, or can no
    longer be read.
    """

    version: str
    ids: frozenset[str]
    documents: tuple[Document, ...]
    generations: tuple[str, ...]


class Withdrawal:
    """Three steps, in order, while the caller holds `index.build.build_lock`: `find`, `hide` and `erase`.

    Whenever the process ends, taking them again from the first finishes what was begun.
    """

    def __init__(self, var_dir: Path, collection: Collection, reader: FileReader) -> None:
        self._var = var_dir
        self._collection = collection
        self._reader = reader
        self._generations = Generations(var_dir)
        self._archive = Archive(var_dir)
        self._originals = Originals(var_dir)
        self._tombstones = Tombstones(var_dir)

    def find(self, version: str) -> Found:
        """Raises VersionMissingError for a version that is kept nowhere and was never withdrawn."""
        holders: list[str] = []
        documents: dict[str, Document] = {}
        for generation_id in self._generations.ids():
            held = self._documents_in(generation_id)
            if held is None or any(one.version == version for one in held):
                holders.append(generation_id)
            documents |= {one.id: one for one in held or () if one.version == version}
        for id_ in self._archive.owners(version):
            if (archived := self._archive.document(id_, version)) is not None:
                documents.setdefault(id_, archived)
        tombstone = self._tombstones.get(version)
        ids = set(documents) | self._originals.owners(version) | (tombstone.ids if tombstone else set())
        if not ids and tombstone is None and self._archive.text(version) is None:
            raise VersionMissingError(f"Det finns ingen version som heter {version}.")
        return Found(version, frozenset(ids), tuple(documents.values()), tuple(holders))

    def hide(self, found: Found, today: date) -> tuple[Path, ...]:
        """Publish a generation without the version, refuse it from now on, and take it out of the collection.

        With nothing left to publish, or a live generation that is damaged, nothing is live afterwards. Gives the
        shipped files that have the text: they are left out of every build, and are the caller's to remove.
        """
        if self._generations.current() in found.generations:
            self._replace_live(found.version)
        self._tombstones.put(found.version, found.ids, today)
        shipped = []
        for entry in list(self._entries_of(found)):
            self._collection.withdraw(entry.id)
            if not entry.uploaded:
                shipped.append(entry.location)
        return tuple(shipped)

    def erase(self, found: Found) -> None:
        """Delete generations, originals and the archived text. What was half built goes as well."""
        for generation_id in found.generations:
            self._generations.remove(generation_id)
        self._generations.clear_workspaces()
        self._collection.clear()
        for id_ in found.ids:
            self._originals.remove(id_, found.version)
        self._archive.remove(found.version)

    def _replace_live(self, version: str) -> None:
        live = self._generations.current() or ""
        try:
            rest = Previous.of(self._generations, live).without(version)
        except GenerationDamagedError:
            rest = ()
        if rest:
            encoder_hash = self._generations.manifest(live).encoder
            publish(self._var, write_again(self._generations, rest, encoder_hash).id)
        else:
            self._generations.take_down()

    def _documents_in(self, generation_id: str) -> tuple[Document, ...] | None:
        """None for a generation that cannot be read: nobody knows what it holds."""
        try:
            indexed = store.read(self._generations.path(generation_id) / PASSAGES_FILE)
        except (sqlite3.Error, ValueError, LookupError, TypeError):
            return None
        return tuple(item.document for item in indexed)

    def _entries_of(self, found: Found) -> Iterator[Entry]:
        """The documents of the collection that have the text."""
        files = {document.file_sha256 for document in found.documents}
        originals = {path for id_ in found.ids if (path := self._originals.path(id_, found.version))}
        contents = {_content(path) for path in originals}
        for entry in self._collection.entries():
            if entry.sha256 in files or (contents and _content(entry.location) in contents):
                yield entry
            elif entry.id in found.ids and self._version(entry) == found.version:
                # Described or converted since it was read: another file with the same text.
                yield entry

    def _version(self, entry: Entry) -> str:
        try:
            read = self._reader.read(entry.location)
        except UnreadableFileError:
            return ""
        return to_document(read, id=entry.id, path=entry.path, file_sha256=entry.sha256).version


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
