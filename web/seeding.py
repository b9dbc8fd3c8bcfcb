"""An empty var folder gets the encoder and the index that an image carries, so that the first start can answer."""

import fcntl
import logging
import os
import shutil
from pathlib import Path

from index.generations import Generations, sync
from index.publishing import publish

_LOCK = "seed.lock"
_ENCODERS = "encoders"
_WITH_THE_INDEX = ("archive", "documents", "generations")
_log = logging.getLogger(__name__)


def seed(folder: Path | None, var_dir: Path) -> None:
    """Copy what is missing: every encoder, and the index where none was ever published. None carries nothing.

    Nodes that share the var folder wait for one another. Killed at any moment, it is done by the next start: a folder
    appears whole, and the index is published last. Raises OSError where the var folder cannot be written.
    """
    if folder is None:
        return
    var_dir.mkdir(parents=True, exist_ok=True)
    with (var_dir / _LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _copy_children(folder / _ENCODERS, var_dir / _ENCODERS)
        carried = Generations(folder).current()
        if carried is None or Generations(var_dir).current() is not None:
            return
        for name in _WITH_THE_INDEX:
            _copy_children(folder / name, var_dir / name)
        publish(var_dir, carried)
        _log.info("the index of the image is published")


def _copy_children(source: Path, target: Path) -> None:
    target.mkdir(exist_ok=True)
    for child in sorted(source.glob("[!.]*")):
        if (target / child.name).exists():
            continue
        aside = target / f".seed-{os.getpid()}"
        shutil.rmtree(aside, ignore_errors=True)
        _copy(child, aside)
        sync(aside)
        aside.rename(target / child.name)
    sync(target)


def _copy(source: Path, target: Path) -> None:
    # Content only: in an image everything belongs to root and may be closed for writing.
    if not source.is_dir():
        shutil.copyfile(source, target)
        sync(target)
        return
    target.mkdir()
    for child in source.iterdir():
        _copy(child, target / child.name)
