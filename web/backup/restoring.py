"""Restoring a backup into an empty var folder and an empty database; the generation is published last."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from index.build import build_lock
from index.generations import Generations
from index.publishing import publish
from index.tombstones import Tombstones
from web.backup.errors import NotEmptyError
from web.backup.manifest import CURRENT, ENCODERS, FOLDERS, RECORDS, Manifest
from web.backup.unpacking import unpack
from web.clock import Now, utc_now
from web.records.audit import TERMINAL, Action, Audit
from web.records.copying import read_tables
from web.records.database import Records, default_url
from web.records.sessions import Sessions
from web.releasing.doer import Operator
from web.settings import Settings
from web.withdrawing import Withdrawing

_ASIDE = ".restoring-"
_WITHDRAWN = "withdrawn"
_TAKEN = (
    *(name for name in FOLDERS if name != _WITHDRAWN),
    CURRENT,
    "builds",
    "records.db",
    "records.db-wal",
    "records.db-shm",
)


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put in place, the generation that is published now, or None, and what was withdrawn from it again."""

    manifest: Manifest
    live: str | None
    withdrawn: tuple[str, ...]


def restore(file: Path, settings: Settings, *, force: bool = False, now: Now = utc_now) -> Restored:
    """Put everything of a backup in place, or nothing where the file is not whole.

    With `force`, what is in the var folder is moved to replaced-<moment>/ in it first. Its tombstones stay, and what
    they name is withdrawn from the backup before anything is served. A PostgreSQL database must be empty in any case.
    Raises NotEmptyError, BackupDamagedError, BackupNewerError, RecordsError, ReleaseError, IndexingError and OSError.
    """
    var_dir = settings.var_dir
    url = settings.database_url.get_secret_value() or default_url(var_dir)
    var_dir.mkdir(parents=True, exist_ok=True)
    taken = [var_dir / name for name in _TAKEN if _is_there(var_dir / name)]
    if taken and not force:
        names = ", ".join(path.name for path in taken)
        raise NotEmptyError(f"{var_dir} är inte tom ({names}). Välj en tom mapp, eller ange --force.")
    with _aside(var_dir) as folder, build_lock(var_dir):
        manifest = unpack(file, folder)
        if taken:
            _move_away(taken, var_dir / f"replaced-{now():%Y%m%dT%H%M%S}")
        with _records(url, var_dir) as records, read_tables(records, folder / RECORDS):
            _put_in_place(folder, var_dir)
            # Whoever was shut out since the backup was written must not get in with what was valid then.
            Sessions(records, now=now).close_everyones()
            Audit(records, now).write(TERMINAL, Action.RESTORED, file.name, f"skriven {manifest.created}")
        if manifest.live:
            # Not yet compared with the tombstones: nobody serves a generation that holds what they name.
            Generations(var_dir).publish(manifest.live)
    withdrawn = _withdraw_again(settings, url, manifest, now)
    if manifest.live and not withdrawn:
        publish(var_dir, manifest.live)
    return Restored(manifest, Generations(var_dir).current(), withdrawn)


def _withdraw_again(settings: Settings, url: str, manifest: Manifest, now: Now) -> tuple[str, ...]:
    """Take out of what was restored what has been withdrawn since the backup was written."""
    reason = f"Återkallades efter säkerhetskopian från {manifest.created}, som har återställts."
    with closing(Records.open(url)) as records:
        withdrawing = Withdrawing(settings, records, now)
        versions = tuple(one.version for one in withdrawing.unfinished())
        for version in versions:
            withdrawing.withdraw(version, Operator(), reason)
    return versions


def _is_there(path: Path) -> bool:
    # A folder that the service made and put nothing in is as good as none; hidden files are locks.
    if path.is_dir():
        return any(not inner.name.startswith(".") for inner in path.iterdir())
    return path.exists()


@contextmanager
def _aside(var_dir: Path) -> Iterator[Path]:
    for left in var_dir.glob(f"{_ASIDE}*"):
        shutil.rmtree(left)
    folder = Path(tempfile.mkdtemp(dir=var_dir, prefix=_ASIDE))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _move_away(taken: list[Path], place: Path) -> None:
    place.mkdir(mode=0o700)
    for path in taken:
        path.rename(place / path.name)


@contextmanager
def _records(url: str, var_dir: Path) -> Iterator[Records]:
    """The records; a database file that was made for them is removed where an error leaves it."""
    try:
        with closing(Records.open(url)) as records:
            yield records
    except BaseException:
        if url == default_url(var_dir):
            for suffix in ("", "-wal", "-shm"):
                (var_dir / f"records.db{suffix}").unlink(missing_ok=True)
        raise


def _put_in_place(folder: Path, var_dir: Path) -> None:
    tombstones = Tombstones(folder)
    for version in tombstones.versions():
        if (one := tombstones.get(version)) is not None:
            Tombstones(var_dir).put(version, one.ids, one.day)
    for name in FOLDERS:
        if name != _WITHDRAWN and (folder / name).is_dir():
            _replace(folder / name, var_dir / name)
    if (folder / ENCODERS).is_dir():
        (var_dir / ENCODERS).mkdir(exist_ok=True)
        for encoder in (folder / ENCODERS).iterdir():
            if not (var_dir / ENCODERS / encoder.name).exists():
                encoder.rename(var_dir / ENCODERS / encoder.name)


def _replace(source: Path, target: Path) -> None:
    if target.is_dir():
        shutil.rmtree(target)
    source.rename(target)
