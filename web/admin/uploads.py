"""A sent file becomes a document of the collection, or is refused with a reason before anything of it is kept."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PureWindowsPath

from index.canonical import document_id
from index.collection import Collection, Entry
from index.errors import DocumentExistsError
from index.preview import Preview
from index.readers.cleaning import clean
from index.readers.registry import SUFFIXES
from web.admin.incoming import IncomingFile, known_suffix
from web.admin.readings import Readings

_LONGEST_ID = 80
_LONGEST_TITLE = 200
_NAMELESS = "dokument"
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:-.*)?")
"""What no file can be called on the computers of many who download it."""

FORMATS = ", ".join(suffix for suffix in SUFFIXES if suffix != ".htm")


class RefusedError(Exception):
    """A file that is not kept, with the reason in Swedish."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A document that was kept, and how it is read."""

    id: str
    title: str
    preview: Preview


class Uploads:
    """Takes files into a collection."""

    def __init__(self, collection: Collection, readings: Readings) -> None:
        self._collection = collection
        self._readings = readings

    def add(self, file: IncomingFile, name: str, metadata: Mapping[str, str]) -> Taken:
        """Keep a file that was sent under that name as a new document. Raises RefusedError."""
        suffix = self._suffix(file, name)
        wanted = new_id(name)
        if any(entry.id == wanted for entry in self._collection.entries()):
            raise RefusedError(_exists(wanted))
        preview = self._inspected(file)
        described = self._described(preview, file, name, metadata)
        try:
            self._collection.add(wanted, file.path, suffix, described)
        except DocumentExistsError as error:
            raise RefusedError(_exists(wanted)) from error
        return Taken(wanted, described["title"], preview)

    def replace(self, entry: Entry, file: IncomingFile, name: str, metadata: Mapping[str, str]) -> Taken:
        """Keep a file instead of the one that a document has; its metadata stays but for what is given.

        Raises RefusedError.
        """
        suffix = self._suffix(file, name)
        preview = self._inspected(file)
        described = self._described(preview, file, name, {**entry.metadata, **metadata})
        self._collection.put(entry.id, file.path, suffix, described)
        return Taken(entry.id, described["title"], preview)

    def put(self, id: str, file: IncomingFile, name: str, metadata: Mapping[str, str]) -> Taken:
        """Keep a file under an id of the sender's choice, which no document has. Raises RefusedError."""
        suffix = self._suffix(file, name)
        preview = self._inspected(file)
        described = self._described(preview, file, name, metadata)
        try:
            self._collection.add(id, file.path, suffix, described)
        except ValueError as error:
            raise RefusedError("Id:t får bara ha a–z, siffror och bindestreck, och högst 100 tecken.") from error
        except DocumentExistsError as error:
            raise RefusedError(_exists(id)) from error
        return Taken(id, described["title"], preview)

    def _suffix(self, file: IncomingFile, name: str) -> str:
        suffix = known_suffix(name)
        if not suffix:
            raise RefusedError(f"Formatet stöds inte. Ladda upp {FORMATS}.")
        if file.is_too_large:
            raise RefusedError("Filen är för stor.")
        if file.received == 0:
            raise RefusedError("Filen är tom.")
        return suffix

    def _inspected(self, file: IncomingFile) -> Preview:
        preview = self._readings.inspect(file.path, file.path.name)
        if preview.failure:
            raise RefusedError(preview.failure)
        if not preview.sentence_count:
            raise RefusedError("Filen innehåller ingen text.")
        return preview

    def _described(
        self, preview: Preview, file: IncomingFile, name: str, metadata: Mapping[str, str]
    ) -> dict[str, str]:
        """The metadata with a title: the one given, that of the file, or the sent name where the file has none."""
        own = preview.metadata.title if preview.metadata else ""
        if own.casefold() == file.path.stem:
            own = clean(re.sub(r"[-_\s]+", " ", PureWindowsPath(name).stem))
            own = own[:1].upper() + own[1:]
        return {**metadata, "title": metadata.get("title") or own[:_LONGEST_TITLE].strip()}


def new_id(name: str) -> str:
    """The id of a document by the name that its file was sent under: only a to z, digits and hyphens."""
    stem = clean(PureWindowsPath(name).stem).replace("/", "-")
    wanted = document_id(f"{stem or _NAMELESS}.x")[:_LONGEST_ID].strip("-")
    return f"{_NAMELESS}-{wanted}" if _RESERVED.fullmatch(wanted) else wanted


def _exists(id_: str) -> str:
    return f"Det finns redan ett dokument med id {id_}. Öppna det och ersätt filen, eller byt namn på den nya."
