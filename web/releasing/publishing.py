"""Publishing what the gate let through, and going back to what was published before."""

from dataclasses import dataclass
from pathlib import Path

from bot.gate import GateReport, Verdict
from index.errors import GenerationDamagedError, IndexingError, NoGenerationError
from index.generations import Generations, Manifest
from index.publishing import publish
from web.records.audit import Action, Audit
from web.records.builds import Build, Builds, BuildState
from web.records.database import Records
from web.records.roles import Role
from web.releasing.doer import Doer
from web.releasing.errors import (
    GateOutdatedError,
    GateRefusedError,
    NeverPublishedError,
    NoSuchBuildError,
    NotAllowedError,
    NotReadyError,
)
from web.releasing.folder import BuildsFolder
from web.releasing.locks import held, is_held

_LOOKED_AT = 1000
"""Builds, the latest first: more than were made since the oldest generation that is kept."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A generation on the disk. `was_published` says that it may be gone back to; `build_id` made it, "" if unknown."""

    manifest: Manifest
    live: bool
    was_published: bool
    build_id: str


class Publishing:
    """Makes generations live. Only one does so at a time, and each deed leaves a line in the log."""

    def __init__(self, var_dir: Path, records: Records, builds: Builds, audit: Audit) -> None:
        self._var_dir = var_dir
        self._lock = BuildsFolder(var_dir).publishing
        self._generations = Generations(var_dir)
        self._records = records
        self._builds = builds
        self._audit = audit

    def kept(self) -> tuple[Kept, ...]:
        """Every generation that can be opened, the newest first."""
        made = self._builds_by_generation()
        live = self._generations.current()
        found = []
        for generation_id in reversed(self._generations.ids()):
            try:
                manifest = self._generations.manifest(generation_id)
            except (GenerationDamagedError, NoGenerationError):
                continue
            builds = made.get(generation_id, [])
            build_id = builds[-1].id if builds else ""
            found.append(Kept(manifest, generation_id == live, _was_published(builds), build_id))
        return tuple(found)

    def live(self) -> str | None:
        """The generation that is published."""
        return self._generations.current()

    def goes_on(self) -> bool:
        """Whether something is being published, gone back to or withdrawn just now."""
        return is_held(self._lock)

    def is_live(self, build: Build) -> bool:
        """Whether what a build made is live now."""
        return build.generation is not None and build.generation == self._generations.current()

    def is_outdated(self, gate: GateReport) -> bool:
        """Whether another generation is live than the one that was compared with."""
        return gate.live != self._generations.current()

    def publish(self, build_id: str, doer: Doer, reason: str = "") -> Build:
        """Make the generation of a build live, and give the build as it then is; nothing is done where it is live.

        Raises NoSuchBuildError, NotAllowedError, NotReadyError, GateOutdatedError where another generation is live
        than the one it was compared with, GateRefusedError where a question got worse and no reason is given, and
        GenerationDamagedError where a file of it has changed. What is live then stays.
        """
        _check(doer)
        with held(self._lock):
            build = self._builds.get(build_id)
            if build is None:
                raise NoSuchBuildError(f"Bygget {build_id} finns inte.")
            live = self._generations.current()
            if self.is_live(build):
                return self._note(build, doer, "fanns redan ute") if build.state is BuildState.READY else build
            detail = self._let_through(build, live, reason.strip())
            try:
                self._make_live(build.generation or "")
            except (IndexingError, NotReadyError) as error:
                # Whoever asked for it may have stopped waiting for the answer.
                self._builds.set_state(build.id, build.state, error=str(error))
                raise
            return self._note(build, doer, detail)

    def rollback(self, generation_id: str, doer: Doer, reason: str = "") -> Manifest:
        """Make a generation live again that was published before; nothing is done where it is live.

        Raises NotAllowedError, NotReadyError, NeverPublishedError and GenerationDamagedError.
        """
        _check(doer)
        with held(self._lock):
            live = self._generations.current()
            if generation_id not in self._generations.ids():
                raise NotReadyError(f"Generationen {generation_id} finns inte kvar.")
            if generation_id == live:
                return self._generations.manifest(generation_id)
            if not _was_published(self._builds_by_generation().get(generation_id, [])):
                raise NeverPublishedError(
                    "Den generationen har aldrig varit publicerad. Publicera den från sitt bygge."
                )
            manifest = self._make_live(generation_id)
            detail = "; ".join(filter(None, (f"i stället för {live or 'ingen'}", reason.strip())))
            self._audit.write(doer.name, Action.ROLLED_BACK, generation_id, detail)
            return manifest

    def _let_through(self, build: Build, live: str | None, reason: str) -> str:
        """What the log is to say. Raises where the build may not be published as things are."""
        if build.state is not BuildState.READY or build.generation is None or build.gate is None:
            raise NotReadyError("Bygget är inte klart att publicera.")
        if build.generation not in self._generations.ids():
            raise NotReadyError("Det byggda indexet finns inte kvar. Bygg ett nytt.")
        gate = GateReport.from_dict(build.gate)
        if gate.generation != build.generation or gate.live != live:
            raise GateOutdatedError(
                "Ett annat index har publicerats sedan jämförelsen gjordes. Jämför igen innan du publicerar."
            )
        worse = len(gate.with_verdict(Verdict.WORSE))
        if worse and not reason:
            raise GateRefusedError(f"{_questions(worse)} sämre svar. Skriv varför indexet ska publiceras ändå.")
        told = (f"i stället för {live or 'ingen'}", f"{_questions(worse)} sämre svar" if worse else "", reason)
        return "; ".join(filter(None, told))

    def _make_live(self, generation_id: str) -> Manifest:
        try:
            return publish(self._var_dir, generation_id)
        except NoGenerationError as error:
            raise NotReadyError("Det byggda indexet finns inte kvar. Bygg ett nytt.") from error

    def _note(self, build: Build, doer: Doer, detail: str) -> Build:
        with self._records.transaction():
            self._audit.write(doer.name, Action.PUBLISHED, build.generation or "", detail)
            return self._builds.set_state(build.id, BuildState.PUBLISHED)

    def _builds_by_generation(self) -> dict[str, list[Build]]:
        found: dict[str, list[Build]] = {}
        for build in self._builds.latest(_LOOKED_AT):
            if build.generation is not None and build.state is not BuildState.UNCHANGED:
                found.setdefault(build.generation, []).append(build)
        return found


def _was_published(builds: list[Build]) -> bool:
    # What no build is known of was made and published in the terminal.
    return not builds or any(build.state is BuildState.PUBLISHED for build in builds)


def _check(doer: Doer) -> None:
    if not doer.role.may(Role.ADMINISTRATOR):
        raise NotAllowedError("Bara administratörer får publicera och gå tillbaka.")


def _questions(number: int) -> str:
    return "1 testfråga får" if number == 1 else f"{number} testfrågor får"
