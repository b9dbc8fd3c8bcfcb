"""What administrators and scripts do with builds: start, follow, cancel and try again."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from web.clock import Now, utc_now
from web.records.audit import Action, Audit
from web.records.builds import Build, Builds, BuildState
from web.records.database import Records
from web.releasing.doer import Doer
from web.releasing.errors import BuildGoingOnError, NoSuchBuildError, NotGoingOnError, NotReadyError
from web.releasing.folder import BuildFiles, BuildsFolder, Progress
from web.releasing.locks import held, is_held, take
from web.releasing.processes import ProcessName, end, start_job
from web.releasing.publishing import Publishing
from web.settings import Settings

GOING_ON = frozenset({BuildState.RUNNING, BuildState.TESTING})
_SECONDS_TO_END = 2.0
_DIED = "Bygget avbröts innan det blev klart: dess process dog. Det publicerade indexet är orört. Bygg igen."


class Releases:
    """Safe to use from several threads, and by several processes that share the var folder and the records."""

    def __init__(self, settings: Settings, records: Records, now: Now = utc_now) -> None:
        self._settings = settings
        self._records = records
        self._builds = Builds(records, now)
        self._audit = Audit(records, now)
        self._folder = BuildsFolder(settings.var_dir)
        self.publishing = Publishing(settings.var_dir, records, self._builds, self._audit)

    def start(self, doer: Doer) -> Build:
        """Begin a build in a process of its own. Raises BuildGoingOnError."""
        with held(self._folder.starting):
            build, lock = self._begin(doer)
            return self._run(build, lock)

    def again(self, build_id: str, doer: Doer) -> Build:
        """Ask the golden questions again of a build that is ready, in a process of its own.

        Raises NoSuchBuildError, NotReadyError and BuildGoingOnError.
        """
        with held(self._folder.starting):
            self._refuse_a_second()
            build = self._wanted(build_id)
            if build.state is not BuildState.READY:
                raise NotReadyError("Bygget har inget nytt index att jämföra.")
            lock = self._take(build.id)
            with self._records.transaction():
                self._audit.write(doer.name, Action.BUILD_STARTED, build.id, "jämför igen")
                build = self._builds.set_state(build.id, BuildState.TESTING)
            return self._run(build, lock)

    @contextmanager
    def here(self, doer: Doer) -> Iterator[Build]:
        """A build that this process makes within the block. Raises BuildGoingOnError."""
        with held(self._folder.starting):
            build, lock = self._begin(doer)
            self.files(build.id).note_process(ProcessName.of_this())
        with lock:
            try:
                yield build
            except KeyboardInterrupt:
                self.files(build.id).ask_to_end()
                raise

    @contextmanager
    def none_going_on(self) -> Iterator[None]:
        """No build begins within the block. Raises BuildGoingOnError where one goes on."""
        with held(self._folder.starting):
            self._refuse_a_second()
            yield

    def get(self, build_id: str) -> Build:
        """A build as it is; one whose process has died is failed. Raises NoSuchBuildError."""
        self.find_dead()
        return self._wanted(build_id)

    def latest(self, limit: int = 20) -> tuple[Build, ...]:
        """The newest builds first."""
        self.find_dead()
        return self._builds.latest(limit)

    def running(self) -> Build | None:
        """The build that goes on."""
        self.find_dead()
        return self._builds.running()

    def progress(self, build_id: str) -> Progress | None:
        """How far a build has come; None before its process has begun."""
        return self.files(build_id).progress()

    def cancel(self, build_id: str, doer: Doer) -> Build:
        """End a build that goes on, and give it as it then is. Raises NoSuchBuildError and NotGoingOnError."""
        build = self.get(build_id)
        if build.state not in GOING_ON:
            raise NotGoingOnError("Bygget är redan slut och kan inte avbrytas.")
        files = self.files(build_id)
        self._audit.write(doer.name, Action.BUILD_CANCELLED, build_id)
        with held(self._folder.starting):
            files.ask_to_end()
            process = files.process()
        if process is not None:
            end(process, lambda: not is_held(files.lock), _SECONDS_TO_END)
        return self.get(build_id)

    def find_dead(self) -> None:
        """Give the build an end whose process ended without giving it one."""
        build = self._builds.running()
        if build is None or is_held(self.files(build.id).lock):
            return
        with held(self._folder.starting):
            self._end_dead()

    def files(self, build_id: str) -> BuildFiles:
        return self._folder.files(build_id)

    def _end_dead(self) -> None:
        # Looked at again: it may have ended well in the meantime, as a process lets go of its lock last of all.
        while (build := self._builds.running()) is not None and not is_held(self.files(build.id).lock):
            cancelled = self.files(build.id).is_asked_to_end()
            if build.generation is not None and build.gate is not None:
                # It was tried again; what it found the first time still holds.
                self._builds.set_state(build.id, BuildState.READY)
            elif cancelled:
                self._builds.set_state(build.id, BuildState.CANCELLED)
            else:
                with self._records.transaction():
                    self._audit.write(build.started_by, Action.BUILD_FAILED, build.id, _DIED)
                    self._builds.set_state(build.id, BuildState.FAILED, error=_DIED)

    def _begin(self, doer: Doer) -> tuple[Build, IO[str]]:
        self._refuse_a_second()
        self._folder.clear()
        with self._records.transaction():
            build = self._builds.start(doer.name)
            self._audit.write(doer.name, Action.BUILD_STARTED, build.id)
            return build, self._take(build.id)

    def _refuse_a_second(self) -> None:
        self._end_dead()
        if self._builds.running() is not None:
            raise BuildGoingOnError("Ett bygge pågår redan. Vänta tills det är klart, eller avbryt det.")
        if is_held(self._settings.var_dir / "build.lock"):
            raise BuildGoingOnError("Ett bygge pågår redan på kommandoraden. Vänta tills det är klart.")

    def _take(self, build_id: str) -> IO[str]:
        files = self.files(build_id)
        files.forget()
        lock = take(files.lock)
        if lock is None:
            raise BuildGoingOnError("Bygget pågår redan.")
        return lock

    def _run(self, build: Build, lock: IO[str]) -> Build:
        files = self.files(build.id)
        with lock:
            files.note_process(start_job(build.id, self._settings, files.log, lock))
        return build

    def _wanted(self, build_id: str) -> Build:
        build = self._builds.get(build_id)
        if build is None:
            raise NoSuchBuildError(f"Bygget {build_id} finns inte.")
        return build
