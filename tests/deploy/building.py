"""Runs the steps of the Dockerfile without Docker: each stage is a folder, of hard links where it repeats another."""

import shutil
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.deploy.dockerfile import ROOT, Instruction, Stage, in_context, lineage
from tests.deploy.enclosure import Enclosure

_OUTSIDE = {"LABEL", "VOLUME", "EXPOSE", "USER", "HEALTHCHECK", "ENTRYPOINT", "CMD"}
_MAKES_ENCODERS = "encoder-packages"
_HAS_THE_ENCODER = "seed"
_ENCODERS = "srv/bot/seed/encoders"


@dataclass(slots=True)
class _State:
    workdir: str = "/"
    environment: dict[str, str] = field(default_factory=dict)
    arguments: dict[str, str] = field(default_factory=dict)


class Builder:
    """Builds stages below a folder, from what .dockerignore lets through."""

    def __init__(self, folder: Path, stages: Mapping[str, Stage], encoder: Path | None = None) -> None:
        """An `encoder` that was made before spares the two gigabytes that make one, and the making."""
        self._folder = folder
        self._stages = dict(stages)
        self._encoder = encoder
        self._context = folder / "context"
        self._context.mkdir()
        for name in in_context():
            _copy(ROOT / name, self._context / name)

    def build(self, name: str) -> Enclosure:
        """The stage, built once. Raises CalledProcessError where a step fails, FileNotFoundError for a missing file."""
        root = self._folder / name / "root"
        if not root.exists():
            stage = self._stages[name]
            if stage.base in self._stages:
                self.build(stage.base)
                _copy(self._folder / stage.base / "root", root)
            else:
                (root / "srv" / "bot").mkdir(parents=True)
                (root / "opt").mkdir()
            if self._encoder and name == _HAS_THE_ENCODER:
                _copy(self._encoder, root / _ENCODERS / self._encoder.name)
            self._run_steps(stage, root)
        state = self._state(name)
        return Enclosure(root, state.workdir, state.environment)

    def _run_steps(self, stage: Stage, root: Path) -> None:
        state = self._state(stage.base)
        for instruction in stage.instructions:
            start = time.monotonic()
            if instruction.word == "COPY":
                self._copy(instruction, root, state.workdir)
            elif instruction.word == "RUN":
                if self._encoder and stage.name == _MAKES_ENCODERS:
                    continue
                enclosure = Enclosure(root, state.workdir, {**state.arguments, **state.environment})
                subprocess.run(enclosure.building(instruction.text), check=True)
            else:
                _apply(instruction, state)
            print(
                f"{stage.name}: {instruction.word} {instruction.text[:70]} ({time.monotonic() - start:.1f} s)",
                flush=True,
            )

    def _copy(self, instruction: Instruction, root: Path, workdir: str) -> None:
        words = instruction.words()
        source_root = self._context
        if words[0].startswith("--from="):
            name = words.pop(0).removeprefix("--from=")
            self.build(name)
            source_root = self._folder / name / "root"
        *sources, target = words
        place = root / str(Path(workdir) / target).lstrip("/")
        for source in sources:
            _copy(source_root / source.lstrip("/"), place / source if target.endswith("/") else place)

    def _state(self, name: str) -> _State:
        state = _State()
        if name in self._stages:
            for stage in lineage(self._stages, name):
                state.arguments = {}
                for instruction in stage.instructions:
                    _apply(instruction, state)
        return state


def _apply(instruction: Instruction, state: _State) -> None:
    if instruction.word == "WORKDIR":
        state.workdir = instruction.text
    elif instruction.word == "ENV":
        known = {"PATH": "/usr/local/bin:/usr/bin:/bin", **state.environment}
        for name, value in instruction.pairs().items():
            state.environment[name] = value.replace("$PATH", known["PATH"])
    elif instruction.word == "ARG":
        state.arguments |= {name: value for name, value in instruction.pairs().items() if value}
    elif instruction.word not in _OUTSIDE | {"COPY", "RUN"}:
        raise ValueError(f"what does {instruction.word} do?")


def _copy(source: Path, target: Path) -> None:
    if not source.exists():
        raise FileNotFoundError(source)
    target.parent.mkdir(parents=True, exist_ok=True)
    if not source.is_relative_to(ROOT):
        subprocess.run(["cp", "--archive", "--link", "--no-target-directory", source, target], check=True)
    elif source.is_dir():
        shutil.copytree(source, target, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy2(source, target)
