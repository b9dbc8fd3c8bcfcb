"""The generations in the var folder: verified, published by one atomic rename, kept for rollback."""

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index.errors import GenerationDamagedError, NoGenerationError

FORMAT = 2
KEPT = 5
_MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation is made of. `content` changes whenever a build would give another generation."""

    id: str
    format: int
    created: str
    encoder: str
    content: str
    documents: int
    passages: int
    sentences: int
    checksums: Mapping[str, str]


class Generations:
    """The folder generations/ and the file `current` beside it."""

    def __init__(self, var_dir: Path) -> None:
        self._var = var_dir
        self._folder = var_dir / "generations"
        self._current = var_dir / "current"

    def path(self, generation_id: str) -> Path:
        return self._folder / generation_id

    def ids(self) -> list[str]:
        """Every complete generation, oldest first."""
        return sorted(path.parent.name for path in self._folder.glob(f"[0-9]*/{_MANIFEST}"))

    def current(self) -> str | None:
        """The published generation, or None."""
        try:
            # A damaged file names a generation that does not exist.
            return self._current.read_text(encoding="utf-8", errors="replace").strip() or None
        except FileNotFoundError:
            return None

    def publication(self) -> tuple[str, int] | None:
        """The published generation and when it was published, in nanoseconds; None where there is none."""
        generation_id = self.current()
        try:
            return None if generation_id is None else (generation_id, self._current.stat().st_mtime_ns)
        except FileNotFoundError:
            return None

    def workspace(self) -> Path:
        """An empty folder to build in; what an interrupted build left behind is removed."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self.clear_workspaces()
        folder = self._folder / f".building-{os.getpid()}"
        folder.mkdir()
        return folder

    def clear_workspaces(self) -> None:
        """Remove what interrupted builds and removals left behind."""
        for abandoned in self._folder.glob(".building-*"):
            shutil.rmtree(abandoned)

    def complete(self, workspace: Path, manifest: Manifest) -> None:
        """Write the manifest into a finished workspace and give the folder its final name."""
        text = json.dumps(asdict(manifest), indent=1)
        (workspace / _MANIFEST).write_text(text, encoding="utf-8")
        for path in [*workspace.rglob("*"), workspace]:
            sync(path)
        workspace.rename(self.path(manifest.id))
        sync(self._folder)

    def manifest(self, generation_id: str) -> Manifest:
        """Raises NoGenerationError or GenerationDamagedError."""
        try:
            text = (self.path(generation_id) / _MANIFEST).read_bytes()
        except FileNotFoundError as error:
            raise NoGenerationError(f"Generationen {generation_id} finns inte.") from error
        return _parse(text, generation_id)

    def verify(self, generation_id: str) -> Manifest:
        """Compare every file with its checksum. Raises GenerationDamagedError naming the first that differs."""
        manifest = self.manifest(generation_id)
        for name, expected in manifest.checksums.items():
            path = self.path(generation_id) / name
            if not path.is_file() or checksum(path) != expected:
                raise GenerationDamagedError(f"Generationen {generation_id} är skadad: {name} stämmer inte.")
        return manifest

    def publish(self, generation_id: str) -> Manifest:
        """Verify a generation and make it the live one by one atomic rename."""
        manifest = self.verify(generation_id)
        aside = self._current.with_name(f".current-{os.getpid()}")
        aside.write_text(generation_id, encoding="utf-8")
        sync(aside)
        aside.replace(self._current)
        sync(self._var)
        return manifest

    def take_down(self) -> None:
        """Let nothing be published."""
        self._current.unlink(missing_ok=True)
        sync(self._var)

    def remove(self, generation_id: str) -> None:
        """Delete a generation for good; nothing where it is gone. One that is live is taken down first."""
        if self.current() == generation_id:
            self.take_down()
        if not self.path(generation_id).exists():
            return
        # Out of sight in one step: a removal that is interrupted leaves no half of a generation.
        aside = self._folder / f".building-{generation_id}"
        self.path(generation_id).rename(aside)
        shutil.rmtree(aside)

    def before_current(self) -> str:
        """The newest generation older than the live one."""
        live = self.current()
        older = [generation_id for generation_id in self.ids() if live and generation_id < live]
        if not older:
            raise NoGenerationError("Det finns ingen äldre generation att gå tillbaka till.")
        return older[-1]

    def prune(self) -> None:
        """Remove all but the newest KEPT generations; the live one always stays."""
        for generation_id in self.ids()[:-KEPT]:
            if generation_id != self.current():
                shutil.rmtree(self.path(generation_id))


def checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync(path: Path) -> None:
    """Make sure that a file or folder is on the disk before anything refers to it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _parse(text: bytes, generation_id: str) -> Manifest:
    try:
        fields: dict[str, Any] = json.loads(text)
        manifest = Manifest(**fields)
    except (ValueError, TypeError) as error:
        raise GenerationDamagedError(f"Generationen {generation_id} är skadad: {_MANIFEST}.") from error
    if manifest.format != FORMAT:
        raise GenerationDamagedError(f"Generationen {generation_id} har formatet {manifest.format}, inte {FORMAT}.")
    return manifest
