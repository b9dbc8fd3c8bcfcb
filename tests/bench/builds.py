"""Builds of the shared corpus by the command line: the first, one with nothing changed, one with a changed document."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench.figures import Figure, Place
from tests.bench.memory import Peak
from tests.bench.service import ROOT

_RUNS = 3


@dataclass(frozen=True, slots=True)
class Build:
    """Seconds, and the peak in MB of the build and its reader process together."""

    seconds: float
    megabytes: float


def run(folder: Path, var_dir: Path) -> Build:
    """Build and publish the documents in a folder. Raises CalledProcessError."""
    environment = os.environ | {"BOT_VAR_DIR": str(var_dir.resolve())}
    command = [sys.executable, "-m", "index", "build", str(folder.resolve())]
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    with Peak(process.pid) as peak:
        process.wait()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Build(time.perf_counter() - start, peak.megabytes)


def measure(place: Place) -> list[Figure]:
    """What is built is left in the var folder, for the measurements of the service."""
    for name in ("generations", "archive"):
        shutil.rmtree(place.var_dir / name, ignore_errors=True)
    (place.var_dir / "current").unlink(missing_ok=True)
    first = run(place.corpus, place.var_dir)
    again = [run(place.corpus, place.var_dir) for _ in range(_RUNS)]
    changed = _changed(place)
    run(place.corpus, place.var_dir)
    return [
        Figure("first build of the shared corpus", [first.seconds], "s", "≤ 300"),
        Figure("· memory of all its processes, at most", [first.megabytes], "MB", "≤ 2,500"),
        Figure("the same again, nothing changed", [build.seconds for build in again], "s", "≤ 3"),
        Figure("one document changed", [build.seconds for build in changed], "s", "≤ 5"),
        Figure("· memory of all its processes, at most", [build.megabytes for build in changed], "MB"),
    ]


def _changed(place: Place) -> list[Build]:
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary) / "corpus"
        shutil.copytree(place.corpus, copy)
        # One of ordinary length: the middle one by size.
        by_size = sorted(copy.rglob("*.md"), key=lambda path: path.stat().st_size)
        document = by_size[len(by_size) // 2]
        builds = []
        for number in range(_RUNS):
            with document.open("a", encoding="utf-8") as file:
                file.write(f"\nTillägg nummer {number}: texten är ändrad i en senare utgåva.\n")
            builds.append(run(copy, place.var_dir))
    return builds
