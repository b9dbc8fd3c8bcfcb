"""The files of builds below the var folder: locks, who does it, how far it has come, what it wrote."""

import json
import os
import signal
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index import encoder
from web.releasing.processes import ProcessName

_KEPT = 50
_SECONDS_BETWEEN_WRITES = 0.25


@dataclass(frozen=True, slots=True)
class Progress:
    """The step that a build is at, as a person reads it, and how much of it is done; a total of 0 is not known."""

    step: str
    done: int
    total: int


class BuildFiles:
    """The files of one build."""

    def __init__(self, folder: Path, build_id: str) -> None:
        self._base = folder / build_id
        self.lock = self._named("lock")
        self.log = self._named("log")

    def process(self) -> ProcessName | None:
        """The process that builds, as it was noted at its start."""
        fields = _read(self._named("process"))
        return ProcessName(**fields) if fields else None

    def note_process(self, process: ProcessName) -> None:
        _replace(self._named("process"), asdict(process))

    def progress(self) -> Progress | None:
        fields = _read(self._named("json"))
        return Progress(**fields) if fields else None

    def note_progress(self, progress: Progress) -> None:
        _replace(self._named("json"), asdict(progress))

    def ask_to_end(self) -> None:
        """Note that somebody wants the build to be cancelled."""
        self._named("cancel").touch()

    def is_asked_to_end(self) -> bool:
        return self._named("cancel").exists()

    def forget(self) -> None:
        """Remove what was noted, before the build begins again."""
        for name in ("process", "json", "cancel"):
            self._named(name).unlink(missing_ok=True)

    def step(self, name: str, total: int) -> encoder.Progress:
        """Notes a new step, and at most four times a second how much of it is done; ends this process if asked."""
        self._go_on(Progress(name, 0, total))
        done, written = 0, time.monotonic()

        def advance(count: int) -> None:
            nonlocal done, written
            done += count
            if done == total or time.monotonic() - written >= _SECONDS_BETWEEN_WRITES:
                self._go_on(Progress(name, done, total))
                written = time.monotonic()

        return advance

    def _go_on(self, progress: Progress) -> None:
        self.note_progress(progress)
        if self.is_asked_to_end():
            # Whoever cancelled it on another machine cannot signal it.
            ProcessName.of_this().send(signal.SIGTERM)

    def _named(self, suffix: str) -> Path:
        return self._base.with_name(f"{self._base.name}.{suffix}")


class BuildsFolder:
    """The folder builds/ below a var folder. Ids begin with their moment, so that later ones sort last."""

    def __init__(self, var_dir: Path) -> None:
        self._folder = var_dir / "builds"
        self.starting = self._folder / ".starting.lock"
        """Held while a build is begun or found dead, so that nobody sees it half begun."""
        self.publishing = self._folder / ".publishing.lock"
        """Held from looking at what is live until something else is."""

    def files(self, build_id: str) -> BuildFiles:
        return BuildFiles(self._folder, build_id)

    def clear_all(self) -> None:
        """Remove the files of every build; none may go on."""
        for path in self._folder.glob("*"):
            if path not in {self.starting, self.publishing}:
                path.unlink(missing_ok=True)

    def clear(self) -> None:
        """Remove the files of all but the latest builds."""
        found = [path for path in self._folder.glob("[!.]*") if path.is_file()]
        kept = set(sorted({path.stem for path in found})[-_KEPT:])
        for path in found:
            if path.stem not in kept:
                path.unlink(missing_ok=True)


Step = Callable[[str, int], encoder.Progress]


def both(first: Step, second: Step) -> Step:
    """Steps that are told to two who watch."""

    def step(name: str, total: int) -> encoder.Progress:
        one, other = first(name, total), second(name, total)

        def advance(count: int) -> None:
            one(count)
            other(count)

        return advance

    return step


def _read(path: Path) -> dict[str, Any] | None:
    try:
        fields: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return fields


def _replace(path: Path, fields: dict[str, Any]) -> None:
    # Whoever reads finds the whole of the old or the whole of the new, and a build that dies leaves nothing half.
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}-{os.getpid()}")
    aside.write_text(json.dumps(fields, ensure_ascii=False), encoding="utf-8")
    aside.replace(path)
