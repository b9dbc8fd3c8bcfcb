"""The running service asked as fast as it answers (`make load`): answers a second, waiting, errors and memory."""

import argparse
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench import builds
from tests.bench.asked import everything
from tests.bench.figures import Figure, Place
from tests.bench.measure import find_place
from tests.bench.processor import tree_seconds
from tests.bench.service import QUESTIONS, Service
from tests.bench.wrk import NoWrkError, Outcome, Run, ask, write_bodies

MANY, FEW = 32, 8
_ROUNDS = 3
_ROUND_SECONDS = 10
_WARM_UP_SECONDS = 5
_WARM_UP_TIMES = 2
"""How often each question is asked first: by then both workers have read nearly all passages."""
_FEWEST_QUESTIONS = 500


@dataclass(slots=True)
class Measured:
    """What came of the runs: at many connections, at few, and in the minutes after; memory in MB after each of those.

    `milliseconds` are of processor time, for each answer of a round; `together` is the memory of all processes in the
    end, shared pages counted once.
    """

    many: list[Outcome] = field(default_factory=list)
    few: list[Outcome] = field(default_factory=list)
    long: list[Outcome] = field(default_factory=list)
    megabytes: list[list[float]] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)
    together: float = 0.0

    @property
    def errors(self) -> int:
        return sum(outcome.errors for outcome in (*self.many, *self.few, *self.long))

    @property
    def answers(self) -> int:
        return sum(outcome.answers for outcome in (*self.many, *self.few, *self.long))

    @property
    def slope(self) -> float:
        """MB a minute that the workers together grow by, over the latter half of the minutes: two at least."""
        totals = [sum(workers) for workers in self.megabytes][-max(len(self.long) // 2, 2) :]
        return statistics.linear_regression(range(len(totals)), totals).slope


def main() -> int:
    """0 where every answer was a 200, whatever the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=_ROUND_SECONDS, help="hur länge en mätning pågår")
    parser.add_argument("--minutes", type=int, default=0, help="så många minuter till, för minnets skull")
    given = parser.parse_args()
    place = find_place()
    if place is None:
        return 1
    builds.run(place.corpus, place.var_dir)
    try:
        measured = _measure(place, given.seconds, given.minutes)
    except NoWrkError as error:
        print(error, file=sys.stderr)
        return 1
    print("| what | median | lowest–highest | target |\n| --- | --- | --- | --- |")
    for figure in _figures(measured):
        print(figure.row())
    return 1 if measured.errors else 0


def _measure(place: Place, seconds: int, minutes: int) -> Measured:
    questions = everything(place.shared)
    if len(questions) < _FEWEST_QUESTIONS:
        raise ValueError(f"only {len(questions)} questions in {place.shared}")
    measured = Measured()
    with tempfile.TemporaryDirectory() as temporary, Service(place.var_dir, Path(temporary) / "log") as service:
        bodies = Path(temporary) / "bodies"
        write_bodies(questions, bodies)
        service.wait_for_answer(questions[0])
        answered = 0
        while answered < _WARM_UP_TIMES * len(questions):
            answered += ask(service.address + QUESTIONS, bodies, Run(FEW, _WARM_UP_SECONDS), answered).answers
        measured.megabytes.append(service.rss()[1:])
        for _ in range(_ROUNDS):
            _one_round(service, bodies, seconds, measured)
        measured.megabytes.append(service.rss()[1:])
        for _ in range(minutes):
            measured.long.append(ask(service.address + QUESTIONS, bodies, Run(MANY, 60)))
            measured.megabytes.append(service.rss()[1:])
        measured.together = service.pss()
    return measured


def _one_round(service: Service, bodies: Path, seconds: int, measured: Measured) -> None:
    """Many and few in turn, so that a change of the machine's speed meets both."""
    before = tree_seconds(service.pid)
    many = ask(service.address + QUESTIONS, bodies, Run(MANY, seconds))
    few = ask(service.address + QUESTIONS, bodies, Run(FEW, seconds))
    measured.many.append(many)
    measured.few.append(few)
    measured.milliseconds.append((tree_seconds(service.pid) - before) * 1000 / (many.answers + few.answers))


def _figures(measured: Measured) -> list[Figure]:
    many, few, megabytes = measured.many, measured.few, measured.megabytes
    figures = [
        Figure(f"answers a second, {MANY} connections", [run.per_second for run in many], "", "≥ 150"),
        Figure("· half of them within", [run.p50_ms for run in many], "ms"),
        Figure("· 99 of 100 within", [run.p99_ms for run in many], "ms"),
        Figure(f"answers a second, {FEW} connections", [run.per_second for run in few], ""),
        Figure("· half of them within", [run.p50_ms for run in few], "ms"),
        Figure("· 99 of 100 within", [run.p99_ms for run in few], "ms", "≤ 150"),
        Figure("processor time for an answer", measured.milliseconds, "ms"),
        Figure(f"errors, of {measured.answers:,} answers", [measured.errors], "", "0"),
        Figure("memory of the larger of two workers, warm", [max(megabytes[0])], "MB", "≤ 700"),
        Figure("· at the end", [max(megabytes[-1])], "MB", "≤ 700"),
        Figure("· of all three processes, shared pages counted once", [measured.together], "MB"),
    ]
    return [*figures, *_growth(measured)]


def _growth(measured: Measured) -> Sequence[Figure]:
    """How memory grew over the minutes; nothing where there were none."""
    if len(measured.long) < 2:
        return ()
    name = f"· growth of both together, latter half of {len(measured.long)} minutes at {MANY} connections"
    return (Figure(name, [measured.slope], "MB a minute", "≤ 1"),)


if __name__ == "__main__":
    sys.exit(main())
