"""Withdrawing a version that was published by mistake: from the index, the records and the files of builds."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from index.archive import Archive
from index.build import FileReader, build_lock
from index.collection import Collection
from index.errors import VersionMissingError
from index.originals import Originals
from index.readers.process import ReaderProcess
from index.tombstones import Tombstone, Tombstones
from index.withdrawal import Found, Withdrawal
from web.backup import saving
from web.clock import Now, utc_now
from web.records.audit import Action, Audit
from web.records.database import Records
from web.records.forgetting import Forgotten, Words, forget
from web.records.roles import Role
from web.releasing.doer import Doer
from web.releasing.errors import NotAllowedError, ReleaseError
from web.releasing.folder import BuildsFolder
from web.releasing.locks import held, is_held
from web.releasing.releases import Releases
from web.settings import Settings

OpenReader = Callable[[], AbstractContextManager[FileReader]]


class ReasonMissingError(ReleaseError):
    """Nobody has written why."""


class WithdrawalState(StrEnum):
    """How far a withdrawal has come."""

    GOES_ON = "pågår"
    UNFINISHED = "avbruten"
    DONE = "klar"


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What was done. `live` is the generation that is published now, or None.

    `shipped` are files in the folder of documents that hold the text: they are left out of every build, but are for
    a person to remove.
    """

    version: str
    ids: tuple[str, ...]
    live: str | None
    shipped: tuple[Path, ...]
    forgotten: Forgotten


class Withdrawing:
    """Only one withdraws at a time, and nothing is built or published meanwhile."""

    def __init__(
        self, settings: Settings, records: Records, now: Now = utc_now, open_reader: OpenReader = ReaderProcess
    ) -> None:
        self._settings = settings
        self._records = records
        self._now = now
        self._open_reader = open_reader
        self._releases = Releases(settings, records, now)
        self._builds = BuildsFolder(settings.var_dir)
        self._audit = Audit(records, now)

    def versions(self, document_id: str) -> tuple[str, ...]:
        """The versions of a document that are kept, the latest first."""
        return Originals(self._settings.var_dir).versions(document_id)

    def state(self, version: str) -> WithdrawalState | None:
        """How far the withdrawal of a version has come; None where nothing tells of one."""
        working = self._works()
        if Tombstones(self._settings.var_dir).get(version) is None:
            return WithdrawalState.GOES_ON if working else None
        if not self._is_left(version):
            return WithdrawalState.DONE
        return WithdrawalState.GOES_ON if working else WithdrawalState.UNFINISHED

    def unfinished(self) -> tuple[Tombstone, ...]:
        """What was not withdrawn to the end, and has to be withdrawn again."""
        tombstones = Tombstones(self._settings.var_dir)
        if self._works():
            return ()
        found = (tombstones.get(version) for version in sorted(tombstones.versions()))
        return tuple(one for one in found if one is not None and self._is_left(one.version))

    def withdraw(self, version: str, doer: Doer, reason: str, document_id: str = "") -> Withdrawn:
        """Remove a version wherever it is kept; when that was interrupted, calling it again finishes it.

        Raises NotAllowedError, ReasonMissingError, VersionMissingError where there is none (or none of `document_id`),
        BuildGoingOnError and BuildRunningError.
        """
        if not doer.role.may(Role.ADMINISTRATOR):
            raise NotAllowedError("Bara administratörer får återkalla dokument.")
        if not reason.strip():
            raise ReasonMissingError("Skriv varför dokumentet återkallas.")
        with self._alone(), self._open_reader() as reader:
            collection = Collection(self._settings.documents_dir, self._settings.var_dir)
            withdrawal = Withdrawal(self._settings.var_dir, collection, reader)
            found = withdrawal.find(version)
            if document_id and document_id not in found.ids:
                raise VersionMissingError(f"{document_id} har ingen version som heter {version}.")
            shipped = withdrawal.hide(found, self._now().date())
            # While the text is still there to tell what quotes it.
            forgotten = self._forget(found, doer, reason.strip())
            self._builds.clear_all()
            saving.clear(self._settings.var_dir)
            withdrawal.erase(found)
        live = self._releases.publishing.live()
        return Withdrawn(version, tuple(sorted(found.ids)), live, shipped, forgotten)

    def _works(self) -> bool:
        # Both are held while a version is withdrawn, and the first while it waits for the other.
        return is_held(self._builds.starting) or is_held(self._builds.publishing)

    def _is_left(self, version: str) -> bool:
        var_dir = self._settings.var_dir
        return Archive(var_dir).text(version) is not None or bool(Originals(var_dir).owners(version))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with (
            self._releases.none_going_on(),
            held(self._builds.publishing),
            build_lock(self._settings.var_dir),
        ):
            yield

    def _forget(self, found: Found, doer: Doer, reason: str) -> Forgotten:
        named = (name for one in found.documents for name in (one.path, one.metadata.title))
        text = found.documents[0].text if found.documents else ""
        with self._records.transaction() as session:
            forgotten = forget(session, Words(found.version, found.ids | frozenset(named), text))
            subject = f"{', '.join(sorted(found.ids)) or 'okänt dokument'} {found.version}"
            self._audit.write_in(session, doer.name, Action.DOCUMENT_WITHDRAWN, subject, reason)
        self._records.forget_deleted()
        return forgotten


def to_dict(done: Withdrawn) -> dict[str, object]:
    """JSON-ready fields."""
    return {
        "version": done.version,
        "documents": list(done.ids),
        "live": done.live,
        "shipped_files": [str(path) for path in done.shipped],
        "forgotten": {
            "builds": done.forgotten.builds,
            "golden_questions": done.forgotten.golden,
            "feedback": done.forgotten.feedback,
        },
    }


def told(done: Withdrawn) -> str:
    """What was done, for a person, and what is left to do."""
    text = f"Version {done.version} är återkallad och borttagen."
    if done.live is None:
        text += " Inget index är publicerat nu, så tjänsten kan inte svara."
    if done.shipped:
        files = ", ".join(str(path) for path in done.shipped)
        text += f" Filen följer med installationen och ligger kvar där. Ta bort den för hand: {files}."
    return text
