"""The job of a build: documents to a generation, and golden questions to a comparison with the live one."""

import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass

from bot.errors import BotError
from bot.gate import Gate, GateReport
from bot.golden import GoldenQuestion
from index.build import Report
from index.errors import IndexingError
from index.generations import Generations
from web.records.audit import Action, Audit
from web.records.builds import Build, Builds, BuildState
from web.records.database import Records
from web.releasing.errors import NoSuchBuildError

_UNEXPECTED = "Något oväntat gick fel. Loggen för bygget säger vad."

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """The parts that a job works with. `make` builds a generation, `golden` gives the questions that hold now."""

    records: Records
    builds: Builds
    audit: Audit
    generations: Generations
    make: Callable[[], Report]
    golden: Callable[[], tuple[GoldenQuestion, ...]]
    gate: Gate

    def run(self, build_id: str) -> Build:
        """Bring a build from where it is to READY, UNCHANGED or FAILED, and give it as it then is.

        A build that has a generation already is only tried again. Raises NoSuchBuildError.
        """
        build = self.builds.get(build_id)
        if build is None:
            raise NoSuchBuildError(f"Bygget {build_id} finns inte.")
        try:
            return self._steps(build)
        except (IndexingError, BotError) as error:
            return self._failed(build, str(error))
        except Exception:
            _log.exception("build %s failed", build_id)
            self._failed(build, _UNEXPECTED)
            raise

    def _steps(self, build: Build) -> Build:
        generation = build.generation
        if generation is None:
            report = self.make()
            generation = report.generation
            found = asdict(report)
            if not report.new and generation == self.generations.current():
                return self._ended(
                    build, BuildState.UNCHANGED, "inget har ändrats", generation=generation, report=found
                )
            self.builds.set_state(build.id, BuildState.TESTING, generation=generation, report=found)
        compared = self.gate.compare(self.golden(), generation, self.generations.current())
        return self._ended(build, BuildState.READY, _counted(compared), gate=compared.to_dict())

    def _failed(self, build: Build, error: str) -> Build:
        with self.records.transaction():
            self.audit.write(build.started_by, Action.BUILD_FAILED, build.id, error)
            return self.builds.set_state(build.id, BuildState.FAILED, error=error)

    def _ended(self, build: Build, state: BuildState, detail: str, **found: object) -> Build:
        with self.records.transaction():
            self.audit.write(build.started_by, Action.BUILD_FINISHED, build.id, detail)
            return self.builds.set_state(build.id, state, **found)  # type: ignore[arg-type]


def _counted(compared: GateReport) -> str:
    counts = compared.counts
    return (
        f"{counts['worse']} sämre, {counts['better']} bättre, {counts['different']} annorlunda, {counts['same']} lika, "
        f"i index {compared.generation}"
    )
