"""The original file of every version that was read, in documents/<id>/<version>/, with meta.yaml beside it."""

import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Any

import yaml

from index.documents import Document, may_be_id, may_be_version
from index.generations import sync

_META = "meta.yaml"


class Originals:
    """The folder documents/ below the var folder."""

    def __init__(self, var_dir: Path) -> None:
        self._folder = var_dir / "documents"

    def keep(self, document: Document, location: Path) -> None:
        """Copy the file that a document was read from, unless it is there already.

        meta.yaml names the file and is replaced last, so that what it names is always whole. A document whose id is
        longer than a reference may hold is passed over.
        """
        if not may_be_id(document.id):
            return
        folder = self._folder / document.id / document.version
        meta = {
            "file": f"original{location.suffix.lower()}",
            "file_sha256": document.file_sha256,
            "path": document.path,
            **{name: value for name, value in asdict(document.metadata).items() if value is not None},
        }
        if _meta(folder) == meta and (folder / meta["file"]).is_file():
            return
        folder.mkdir(parents=True, exist_ok=True)
        aside = folder / ".aside"
        shutil.copyfile(location, aside)
        _put(aside, folder / meta["file"])
        aside.write_text(yaml.safe_dump(meta, allow_unicode=True, sort_keys=False), encoding="utf-8")
        _put(aside, folder / _META)

    def owners(self, version: str) -> frozenset[str]:
        """The ids of the documents of which that version is kept."""
        if not may_be_version(version):
            return frozenset()
        return frozenset(path.parent.name for path in self._folder.glob(f"*/{version}"))

    def versions(self, document_id: str) -> tuple[str, ...]:
        """The versions of a document that are kept, the latest first."""
        if not may_be_id(document_id):
            return ()
        found = [path for path in (self._folder / document_id).glob("*") if may_be_version(path.name)]
        return tuple(path.name for path in sorted(found, key=lambda path: path.stat().st_mtime, reverse=True))

    def remove(self, document_id: str, version: str) -> None:
        """Delete a version for good."""
        folder = self._folder / document_id / version
        if folder.is_dir():
            shutil.rmtree(folder)
        if folder.parent.is_dir() and not any(folder.parent.iterdir()):
            folder.parent.rmdir()

    def path(self, document_id: str, version: str) -> Path | None:
        """The original file of a version, or None where it was not kept."""
        if not may_be_id(document_id) or not may_be_version(version):
            return None
        folder = self._folder / document_id / version
        path = folder / str(_meta(folder).get("file", ""))
        return path if path.is_file() else None


def _meta(folder: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = yaml.safe_load((folder / _META).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return found


def _put(aside: Path, path: Path) -> None:
    sync(aside)
    aside.replace(path)
