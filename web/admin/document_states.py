"""Every document of the collection, and how it stands to what is published."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from index.collection import Collection, Entry
from index.documents import Document
from index.errors import NoGenerationError
from web.catalogue import LiveIndex
from web.records.builds import Builds


class State(StrEnum):
    """As it is shown and sent."""

    PUBLISHED = "publicerat"
    CHANGED = "ändrat"
    NEW = "nytt"
    FAILED = "misslyckat"
    REMOVED = "borttaget"


@dataclass(frozen=True, slots=True)
class Row:
    """A document. `live` is it as it is published, or None; `reason` is why the last build could not read it."""

    entry: Entry
    state: State
    live: Document | None
    reason: str = ""

    @property
    def title(self) -> str:
        """What is written about it, else what is published, else its id in words."""
        published = self.live.metadata.title if self.live else ""
        return self.entry.metadata.get("title") or published or self.entry.id.replace("-", " ").capitalize()

    @property
    def kind(self) -> str:
        return self.entry.metadata.get("kind") or (self.live.metadata.kind if self.live else "")


class DocumentStates:
    """Compares the collection with the live generation and the last build."""

    def __init__(self, collection: Collection, live: LiveIndex, builds: Builds) -> None:
        self._collection = collection
        self._live = live
        self._builds = builds

    def rows(self) -> tuple[Row, ...]:
        """All documents, by title."""
        published, failures = self._published(), self._failures()
        rows = (self._row(entry, published.get(entry.id), failures) for entry in self._collection.entries())
        return tuple(sorted(rows, key=lambda row: row.title.casefold()))

    def row(self, id_: str) -> Row:
        """Raises DocumentMissingError."""
        return self._row(self._collection.entry(id_), self._published().get(id_), self._failures())

    def _row(self, entry: Entry, live: Document | None, failures: "_Failures") -> Row:
        if entry.removed:
            return Row(entry, State.REMOVED, live)
        if live is not None and (live.file_sha256, live.path) == (entry.sha256, entry.path):
            return Row(entry, State.PUBLISHED, live)
        if reason := failures.of(entry):
            return Row(entry, State.FAILED, live, reason)
        return Row(entry, State.NEW if live is None else State.CHANGED, live)

    def _published(self) -> dict[str, Document]:
        try:
            return {item.document.id: item.document for item in self._live.opened.documents}
        except NoGenerationError:
            return {}

    def _failures(self) -> "_Failures":
        for build in self._builds.latest():
            if build.report is not None:
                return _Failures(build.started, build.report.get("failures") or {})
        return _Failures(datetime.min.replace(tzinfo=UTC), {})


@dataclass(frozen=True, slots=True)
class _Failures:
    """What a build could not read, by path."""

    started: datetime
    reasons: Mapping[str, str]

    def of(self, entry: Entry) -> str:
        """Why; empty for a document that was read, or has another file since then."""
        reason = self.reasons.get(entry.path, "")
        if not reason:
            return ""
        written = datetime.fromtimestamp(entry.location.stat().st_mtime, UTC)
        return reason if written <= self.started else ""
