"""One system in a process of its own: builds its index, or opens it and asks. Writes what it measured as JSON."""

import argparse
import importlib
import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.bench.alternatives.adapter import System, Task

_WARM_UP = 3


def main() -> None:
    """Whatever goes wrong ends the process with a traceback, which its parent shows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("step", choices=("build", "ask"))
    parser.add_argument("system", help="modul:klass")
    parser.add_argument("task", type=Path)
    parser.add_argument("index", type=Path)
    parser.add_argument("result", type=Path)
    parser.add_argument("started", type=float, help="time.monotonic() när processen startades")
    args = parser.parse_args()
    task = Task.read(args.task)
    module, name = args.system.split(":")
    system: System = getattr(importlib.import_module(module), name)(task)
    measured = _build(system, args.index) if args.step == "build" else _ask(system, args.index, task.questions)
    # The clock is the same in every process of a machine, so the parent's start can be taken from it.
    result = measured | {"seconds": measured["ended"] - args.started}
    args.result.write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")


def _build(system: System, index: Path) -> dict[str, Any]:
    system.build(index)
    return {"ended": time.monotonic()}


def _ask(system: System, index: Path, questions: Sequence[str]) -> dict[str, Any]:
    system.open(index)
    # The last ones first: a system may remember the question before, and none is to be asked twice in a row.
    first, *others = questions[-_WARM_UP - 1 :]
    system.ask(first)
    ended = time.monotonic()
    for question in others[:-1]:
        system.ask(question)
    milliseconds, found = [], []
    for question in questions:
        start = time.perf_counter()
        names = list(system.ask(question))
        milliseconds.append((time.perf_counter() - start) * 1000)
        found.append(names)
    return {"ended": ended, "milliseconds": milliseconds, "found": found}


if __name__ == "__main__":
    main()
