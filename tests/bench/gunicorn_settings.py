"""Settings of the server beside one another, in turn, in one run; prints the table of docs/measurements.md."""

import argparse
import json
import statistics
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.bench import builds
from tests.bench.asked import everything
from tests.bench.figures import Place
from tests.bench.load import FEW, MANY
from tests.bench.measure import find_place
from tests.bench.processor import tree_seconds
from tests.bench.service import QUESTIONS, Service
from tests.bench.tuned_server import OPTIONS
from tests.bench.wrk import NoWrkError, Run, ask, write_bodies

_WARM_UP_SECONDS = 4


@dataclass(frozen=True, slots=True)
class Setting:
    """What the service is set to: processes, threads of each, and options of gunicorn's."""

    workers: int
    threads: int
    note: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.workers} × {self.threads}" + (f", {self.note}" if self.note else "")


COMPARED = (
    Setting(2, 4),
    Setting(2, 2),
    Setting(2, 8),
    Setting(1, 4),
    Setting(1, 8),
    Setting(3, 2),
    Setting(2, 4, "connections as they come (gthread)", {"worker_class": "gthread"}),
    Setting(2, 4, "a connection for each question", {"keepalive": 0}),
    Setting(2, 1, "one question at a time (sync)", {"worker_class": "sync"}),
    Setting(2, 4, "new after 500–600 questions", {"max_requests": 500, "max_requests_jitter": 100}),
)


@dataclass(frozen=True, slots=True)
class Trial:
    """One run of a setting: answers a second and p99 at many connections and at few."""

    many: float
    many_p99: float
    few: float
    few_p99: float
    cpu_ms: float
    errors: int
    megabytes: float


class _TunedService(Service):
    _module = ("tests.bench.tuned_server",)


def main() -> int:
    """0 when everything could be measured, whatever the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="hur många gånger varje inställning prövas")
    parser.add_argument("--seconds", type=int, default=6, help="hur länge en mätning pågår")
    parser.add_argument("--only", type=int, nargs="*", metavar="NR", help="bara inställningarna med de numren, från 0")
    given = parser.parse_args()
    place = find_place()
    if place is None:
        return 1
    builds.run(place.corpus, place.var_dir)
    chosen = COMPARED if given.only is None else [COMPARED[number] for number in given.only]
    trials: dict[str, list[Trial]] = {setting.name: [] for setting in chosen}
    try:
        for _ in range(given.rounds):
            for setting in chosen:
                trials[setting.name].append(_try(setting, place, given.seconds))
                print(setting.name, trials[setting.name][-1], file=sys.stderr, flush=True)
    except NoWrkError as error:
        print(error, file=sys.stderr)
        return 1
    _show(trials)
    return 0


def _try(setting: Setting, place: Place, seconds: int) -> Trial:
    more = {
        "BOT_THREADS": str(setting.threads),
        OPTIONS: json.dumps(setting.options),
    }
    questions = everything(place.shared)
    with tempfile.TemporaryDirectory() as temporary:
        bodies = Path(temporary) / "bodies"
        write_bodies(questions, bodies)
        with _TunedService(place.var_dir, Path(temporary) / "log", setting.workers, more) as service:
            service.wait_for_answer(questions[0])
            address = service.address + QUESTIONS
            ask(address, bodies, Run(FEW, _WARM_UP_SECONDS))
            before = tree_seconds(service.pid)
            many = ask(address, bodies, Run(MANY, seconds))
            few = ask(address, bodies, Run(FEW, seconds))
            cpu_ms = (tree_seconds(service.pid) - before) * 1000 / (many.answers + few.answers)
            megabytes = max(service.rss()[1:])
    errors = many.errors + few.errors
    return Trial(many.per_second, many.p99_ms, few.per_second, few.p99_ms, cpu_ms, errors, megabytes)


def _show(trials: Mapping[str, list[Trial]]) -> None:
    """The median of each figure, and all errors together."""
    print(f"| processes × threads, encoder's | answers/s at {MANY} | p99 | answers/s at {FEW} | p99", end="")
    print(" | CPU for an answer | errors | largest worker |\n|" + " --- |" * 8)
    for name, of_setting in trials.items():
        values = [
            statistics.median(getattr(trial, figure) for trial in of_setting)
            for figure in ("many", "many_p99", "few", "few_p99", "cpu_ms", "megabytes")
        ]
        many, many_p99, few, few_p99, cpu_ms, megabytes = values
        errors = sum(trial.errors for trial in of_setting)
        print(f"| {name} | {many:.0f} | {many_p99:.0f} ms | {few:.0f} | {few_p99:.0f} ms", end="")
        print(f" | {cpu_ms:.1f} ms | {errors} | {megabytes:.0f} MB |")


if __name__ == "__main__":
    sys.exit(main())
