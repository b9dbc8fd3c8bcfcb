"""Unpacking a backup aside, and proving it whole before anything of it is put in place."""

import hashlib
import re
import tarfile
import zlib
from pathlib import Path

from web.backup.errors import BackupDamagedError
from web.backup.manifest import CURRENT, ENCODERS, FOLDERS, NAME, RECORDS, Manifest, read_manifest
from web.records.copying import SUFFIX, table_names

_PLACES = (*FOLDERS, ENCODERS, RECORDS)
_SAFE = re.compile(r"(?!\.)[^/\\\x00]+(?:/(?!\.)[^/\\\x00]+)*")


def unpack(file: Path, folder: Path) -> Manifest:
    """Unpack into an empty folder and compare every file with its checksum.

    Raises BackupDamagedError, also for a file with links, devices or names that lead elsewhere, BackupNewerError and
    OSError.
    """
    try:
        # Read as a stream: nothing is looked up in the file that it could lie about twice.
        with tarfile.open(file, "r|*") as tar:
            for member in tar:
                _check(member)
                tar.extract(member, folder, set_attrs=False, filter="data")
    except (tarfile.TarError, EOFError, zlib.error, UnicodeError) as error:
        raise _damaged() from error
    manifest_file = folder / NAME
    if not manifest_file.is_file():
        raise _damaged()
    manifest = read_manifest(manifest_file.read_bytes())
    _compare(manifest, folder)
    return manifest


def _check(member: tarfile.TarInfo) -> None:
    place, _, inner = member.name.partition("/")
    is_known = member.name in {NAME, CURRENT} or (place in _PLACES and inner)
    if not member.isreg() or not is_known or not _SAFE.fullmatch(member.name):
        raise BackupDamagedError(f"Säkerhetskopian innehåller något som inte hör dit: {member.name[:100]!r}.")


def _compare(manifest: Manifest, folder: Path) -> None:
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    del found[NAME]
    if set(found) != set(manifest.files):
        raise _damaged()
    for name, path in found.items():
        with path.open("rb") as content:
            if hashlib.file_digest(content, "sha256").hexdigest() != manifest.files[name]:
                raise _damaged()
    tables = {f"{RECORDS}/{name}{SUFFIX}" for name in table_names()}
    if not tables <= set(found):
        raise _damaged()
    current = found[CURRENT].read_text(encoding="utf-8") if CURRENT in found else ""
    if current != manifest.live or (manifest.live and f"generations/{manifest.live}/manifest.json" not in found):
        raise _damaged()


def _damaged() -> BackupDamagedError:
    return BackupDamagedError("Filen är ingen säkerhetskopia, eller så är den skadad.")
