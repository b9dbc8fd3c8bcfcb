"""What the pages and the addresses for documents share: the collection, uploads, states and the log."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from index.collection import Collection
from web.admin.access import current_actor
from web.admin.document_states import DocumentStates
from web.admin.incoming import MOST_FILES, Incoming, IncomingFile
from web.admin.parts import AdminParts
from web.admin.readings import Readings
from web.admin.uploads import Taken, Uploads
from web.records.audit import Action, Audit
from web.records.builds import Builds

PAGES = "/admin/dokument"
SCRIPTS = "/api/v1/admin/documents"
_MEGABYTE = 1024 * 1024
_FORM_BYTES = 64 * 1024
_FILES_OF_FULL_SIZE = 4


@dataclass(frozen=True, slots=True)
class DocumentParts:
    """Every deed with documents, each with its line in the log."""

    collection: Collection
    states: DocumentStates
    readings: Readings
    uploads: Uploads
    incoming: Incoming
    audit: Audit

    @classmethod
    def of(cls, parts: AdminParts) -> Self:
        settings = parts.settings
        collection = Collection(settings.documents_dir, settings.var_dir)
        readings = Readings()
        incoming = Incoming(settings.var_dir, settings.upload_megabytes * _MEGABYTE)
        incoming.clear()
        collection.clear()
        states = DocumentStates(collection, parts.service.live, Builds(parts.records, parts.now))
        return cls(collection, states, readings, Uploads(collection, readings), incoming, parts.audit)

    @property
    def largest_file(self) -> int:
        """The bytes of a request with one file."""
        return self.incoming.largest + _FORM_BYTES

    @property
    def largest_form(self) -> int:
        """The bytes of a form with up to MOST_FILES files, of which some may be as large as a file can be."""
        return min(_FILES_OF_FULL_SIZE, MOST_FILES) * self.incoming.largest + _FORM_BYTES

    def add(self, file: IncomingFile, name: str, metadata: Mapping[str, str]) -> Taken:
        """Raises RefusedError."""
        taken = self.uploads.add(file, name, metadata)
        self._log(Action.DOCUMENT_UPLOADED, taken.id, taken.title)
        return taken

    def put(self, id_: str, file: IncomingFile, name: str, metadata: Mapping[str, str]) -> Taken:
        """Replace the file of a document, or add one of that id. Raises RefusedError."""
        entry = next((entry for entry in self.collection.entries() if entry.id == id_), None)
        if entry is None:
            taken = self.uploads.put(id_, file, name, metadata)
            self._log(Action.DOCUMENT_UPLOADED, id_, taken.title)
        else:
            taken = self.uploads.replace(entry, file, name, metadata)
            self._log(Action.DOCUMENT_REPLACED, id_, taken.title)
        return taken

    def describe(self, id_: str, metadata: Mapping[str, str]) -> None:
        """Raises DocumentMissingError."""
        before = self.collection.entry(id_).metadata
        self.collection.describe(id_, metadata)
        told = (f"{name}: {value or 'tomt'}" for name, value in metadata.items() if before.get(name) != value)
        self._log(Action.DOCUMENT_CHANGED, id_, "\n".join(told))

    def remove(self, id_: str) -> None:
        """Raises DocumentMissingError."""
        self.collection.remove(id_)
        self._log(Action.DOCUMENT_REMOVED, id_)

    def restore(self, id_: str) -> None:
        """Raises DocumentMissingError."""
        self.collection.restore(id_)
        self._log(Action.DOCUMENT_RESTORED, id_)

    def _log(self, action: Action, id_: str, detail: str = "") -> None:
        self.audit.write(current_actor().name, action, id_, detail)
