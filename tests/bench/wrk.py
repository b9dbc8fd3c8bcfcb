"""wrk, which asks a running service as fast as it answers; questions.lua says what it sends and counts."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_SCRIPT = Path(__file__).with_name("questions.lua")
_PATIENCE_SECONDS = 30


class NoWrkError(Exception):
    """wrk is not installed."""


@dataclass(frozen=True, slots=True)
class Run:
    """How many connections ask at once, each its next question when the last is answered, and for how long."""

    connections: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run. `not_ok` had another status than 200; what was `broken` or `late` got no whole response."""

    answers: int
    seconds: float
    not_ok: int
    broken: int
    late: int
    p50_ms: float
    p95_ms: float
    p99_ms: float
    slowest_ms: float

    @property
    def per_second(self) -> float:
        return self.answers / self.seconds

    @property
    def errors(self) -> int:
        return self.not_ok + self.broken + self.late


def write_bodies(questions: Sequence[str], file: Path) -> None:
    """The questions as bodies for the API, one a line."""
    lines = [json.dumps({"question": question}) for question in questions]
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def ask(address: str, bodies: Path, run: Run, first: int = 0) -> Outcome:
    """Ask at an address, in turn, the questions of a file, from the one with that number.

    Raises NoWrkError, and CalledProcessError where wrk fails.
    """
    program = shutil.which("wrk")
    if program is None:
        raise NoWrkError("wrk saknas. Installera paketet wrk.")
    size = (f"-c{run.connections}", f"-d{run.seconds}s", f"--timeout={_PATIENCE_SECONDS}s")
    command = [program, "-t1", *size, "-s", str(_SCRIPT), address, "--", str(bodies), str(first)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return Outcome(**json.loads(done.stdout.splitlines()[-1]))
