"""Which versions were withdrawn: a file for each in withdrawn/, with the day and the documents' ids only."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from index.documents import may_be_version
from index.generations import sync


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of a withdrawn version: its name, the ids that it was published under, and the day."""

    version: str
    ids: frozenset[str]
    day: date


class Tombstones:
    """The folder withdrawn/ below the var folder."""

    def __init__(self, var_dir: Path) -> None:
        self._folder = var_dir / "withdrawn"

    def put(self, version: str, ids: Iterable[str], day: date) -> None:
        """Note a version as withdrawn; the day of one that was noted before stays."""
        before = self.get(version)
        known = before.ids if before else frozenset()
        fields = {"day": (before.day if before else day).isoformat(), "ids": sorted(known | set(ids))}
        self._folder.mkdir(parents=True, exist_ok=True)
        aside = self._folder / f".{version}"
        aside.write_text(json.dumps(fields), encoding="utf-8")
        sync(aside)
        aside.replace(self._folder / version)
        sync(self._folder)
        sync(self._folder.parent)

    def get(self, version: str) -> Tombstone | None:
        """None for a version that was not withdrawn."""
        if not may_be_version(version):
            return None
        try:
            fields = json.loads((self._folder / version).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        return Tombstone(version, frozenset(fields["ids"]), date.fromisoformat(fields["day"]))

    def versions(self) -> frozenset[str]:
        """Every version that was withdrawn."""
        try:
            return frozenset(path.name for path in self._folder.iterdir() if not path.name.startswith("."))
        except FileNotFoundError:
            return frozenset()
