"""The private folder that an export works in, and what an export that was killed left behind."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

_PREFIX = ".export-"


@contextmanager
def private_folder(encoders_dir: Path) -> Iterator[Path]:
    """A folder inside `encoders_dir` that is gone afterwards. Waits for another export there to end."""
    encoders_dir.mkdir(parents=True, exist_ok=True)
    with _lock(encoders_dir, fcntl.LOCK_EX):
        _clear(encoders_dir)
        with TemporaryDirectory(prefix=_PREFIX, dir=encoders_dir) as folder:
            yield Path(folder)


def remove_abandoned(encoders_dir: Path) -> None:
    """Remove what killed exports left behind, unless an export is running."""
    if not encoders_dir.is_dir():
        return
    try:
        with _lock(encoders_dir, fcntl.LOCK_EX | fcntl.LOCK_NB):
            _clear(encoders_dir)
    except BlockingIOError:
        return


def _clear(encoders_dir: Path) -> None:
    """Only for the holder of the lock: whose folders these were is then no longer running."""
    for abandoned in encoders_dir.glob(f"{_PREFIX}*"):
        shutil.rmtree(abandoned)


@contextmanager
def _lock(folder: Path, how: int) -> Iterator[None]:
    """Held on the folder itself, so that no file is needed; the system lets go of it however the process ends."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, how)
        yield
    finally:
        os.close(descriptor)
