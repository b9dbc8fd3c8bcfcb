"""Runs the systems one after another, each in processes of its own, and measures them from outside."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.bench.memory import Peak
from tests.bench.service import ROOT

_LOG_SHOWN = 3000
# Nothing is asked of a model hub or told to a maker: the machine may have no way out, and waiting would count.
_OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "ORT_DISABLE_TELEMETRY": "1",
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A system by its name in the table, its class as module:class, and the interpreter that has its packages.

    Those with the same `index` share what one of them builds.
    """

    label: str
    system: str
    python: Path
    index: str


@dataclass(slots=True)
class Measured:
    """Seconds, milliseconds and megabytes of one system; `found` is the ranked names by question, of its last run."""

    label: str
    index_seconds: float
    index_megabytes: float
    start_seconds: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)
    found: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Run:
    """How the systems are run: the task's file, the folder for indexes and logs, and how many times each asks."""

    task: Path
    work: Path
    rounds: int
    tell: Callable[[str], None]

    def measure(self, candidates: Sequence[Candidate]) -> list[Measured]:
        """One build for each index, then rounds in which every system starts, asks every question and ends.

        Rounds take turns, so that what else the machine does meets all of them. Raises RuntimeError with the end of
        its log where a system fails.
        """
        built: dict[str, tuple[float, float]] = {}
        for candidate in candidates:
            if candidate.index not in built:
                self.tell(f"Bygger index: {candidate.label}")
                (self.work / candidate.index).mkdir(parents=True)
                result, peak = self._process("build", candidate)
                built[candidate.index] = (result["seconds"], peak)
        measured = [Measured(candidate.label, *built[candidate.index]) for candidate in candidates]
        for number in range(1, self.rounds + 1):
            self.tell(f"Frågar, omgång {number} av {self.rounds}")
            for candidate, figures in zip(candidates, measured, strict=True):
                result, peak = self._process("ask", candidate)
                figures.start_seconds.append(result["seconds"])
                figures.megabytes.append(peak)
                figures.milliseconds += result["milliseconds"]
                figures.found = result["found"]
        return measured

    def _process(self, step: str, candidate: Candidate) -> tuple[dict[str, Any], float]:
        """What the process wrote, and the most memory that it and those it started had."""
        result, log = self.work / "result.json", self.work / "log"
        result.unlink(missing_ok=True)
        paths = [str(path.resolve()) for path in (self.task, self.work / candidate.index, result)]
        module = f"{__package__}.child"
        with log.open("wb") as file:
            command = [str(candidate.python), "-m", module, step, candidate.system, *paths, str(time.monotonic())]
            process = subprocess.Popen(command, cwd=ROOT, env=os.environ | _OFFLINE, stdout=file, stderr=file)
            try:
                with Peak(process.pid) as peak:
                    code = process.wait()
            finally:
                # Who interrupts the run does not want it to go on unseen.
                process.kill()
        if code or not result.exists():
            shown = log.read_text(encoding="utf-8", errors="replace")[-_LOG_SHOWN:]
            raise RuntimeError(f"{candidate.label}, {step}: exit code {code}\n{shown}")
        return json.loads(result.read_text(encoding="utf-8")), peak.megabytes


def candidates(ours: Path, alternatives: Path) -> Iterable[Candidate]:
    """Every system that is compared, by the two interpreters."""
    package = __package__
    yield Candidate("this product, search", f"{package}.ours:Search", ours, "ours")
    yield Candidate("this product, answer", f"{package}.ours:Answers", ours, "ours")
    yield Candidate("LangChain + FAISS", f"{package}.langchain_faiss:LangChainFaiss", alternatives, "langchain")
    yield Candidate("Haystack hybrid", f"{package}.haystack_hybrid:HaystackHybrid", alternatives, "haystack")
    yield Candidate("txtai hybrid", f"{package}.txtai_hybrid:TxtaiHybrid", alternatives, "txtai")


def tell(line: str) -> None:
    """A line for the person who waits."""
    print(line, file=sys.stderr, flush=True)
