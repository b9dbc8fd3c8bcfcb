"""Writing a backup, also while the service runs."""

import hashlib
import io
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path

from index.encoder_folder import graph_hash
from index.generations import Generations
from web.backup.errors import BackupError
from web.backup.manifest import CURRENT, ENCODERS, FOLDERS, FORMAT, NAME, RECORDS, Manifest
from web.clock import Now, utc_now
from web.records.audit import TERMINAL, Action, Audit
from web.records.copying import write_tables
from web.records.database import Records

ASIDE = ".backup-"
"""How the name of the folder begins in which a backup is collected, below the var folder."""

_GENERATIONS = "generations"
_QUICKEST = 1


def back_up(var_dir: Path, encoders_dir: Path, records: Records, file: Path, now: Now = utc_now) -> Manifest:
    """Write a file that only its owner may read, whole or not at all: gzipped, but for a name that ends in .tar.

    What is saved is as it was at one moment: files are never changed in place, and are held by links until they are
    written. Raises BackupError, RecordsError and OSError.
    """
    moment = now().astimezone(UTC)
    try:
        with _collected(var_dir) as folder:
            live, encoder = _link_all(var_dir, folder)
            (folder / RECORDS).mkdir()
            write_tables(records, folder / RECORDS)
            sources = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
            if encoder:
                place = encoders_dir / encoder
                files = (path for path in place.rglob("*") if path.is_file())
                sources |= {f"{ENCODERS}/{encoder}/{path.relative_to(place).as_posix()}": path for path in files}
            manifest = _write(file, sources, Manifest(FORMAT, moment.isoformat(timespec="seconds"), live, encoder, {}))
    except FileNotFoundError as error:
        raise BackupError(f"Säkerhetskopian avbröts: {error.filename} finns inte längre. Försök igen.") from error
    Audit(records, now).write(TERMINAL, Action.BACKED_UP, file.name, f"antal filer: {len(manifest.files)}")
    return manifest


@contextmanager
def _collected(var_dir: Path) -> Iterator[Path]:
    clear(var_dir)
    folder = Path(tempfile.mkdtemp(dir=var_dir, prefix=ASIDE))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def clear(var_dir: Path) -> None:
    """Remove what an interrupted backup left behind; one that goes on fails."""
    for left in var_dir.glob(f"{ASIDE}*"):
        shutil.rmtree(left, ignore_errors=True)


def _link_all(var_dir: Path, folder: Path) -> tuple[str, str]:
    """The live generation and the hash of its encoder; both "" where nothing is published."""
    generations = Generations(var_dir)
    live = generations.current() or ""
    if live:
        _link(generations.path(live), folder / _GENERATIONS / live)
        (folder / CURRENT).write_text(live, encoding="utf-8")
    # The list of the collection is linked first: what it lists is there longer than it is itself.
    for name in FOLDERS:
        if name != _GENERATIONS:
            _link(var_dir / name, folder / name)
    return live, graph_hash(generations.manifest(live).encoder) if live else ""


def _link(source: Path, target: Path) -> None:
    if not source.is_dir():
        return
    paths = sorted(source.rglob("*"), key=lambda path: (path.suffix != ".json", path))
    for path in paths:
        # Hidden files are locks, and what is being written.
        if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
            place = target / path.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            os.link(path, place)


def _write(file: Path, sources: dict[str, Path], manifest: Manifest) -> Manifest:
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            with _tar(out, file.suffix != ".tar") as tar:
                sums = {name: _add(tar, name, path) for name, path in sorted(sources.items())}
                manifest = Manifest(manifest.format, manifest.created, manifest.live, manifest.encoder, sums)
                _add_bytes(tar, NAME, manifest.to_json())
            out.flush()
            os.fsync(out.fileno())
        temporary.replace(file)
    finally:
        temporary.unlink(missing_ok=True)
    return manifest


def _tar(out: io.BufferedWriter, zipped: bool) -> tarfile.TarFile:
    if zipped:
        return tarfile.open(fileobj=out, mode="w:gz", compresslevel=_QUICKEST)
    return tarfile.open(fileobj=out, mode="w:")


def _add(tar: tarfile.TarFile, name: str, path: Path) -> str:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        tar.addfile(_member(name, path.stat().st_size), file)
    return digest


def _add_bytes(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    tar.addfile(_member(name, len(content)), io.BytesIO(content))


def _member(name: str, size: int) -> tarfile.TarInfo:
    # Whose the files are and when they were written is nobody's business elsewhere.
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    return member
