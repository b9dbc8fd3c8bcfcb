"""Where the workers of one service keep their figures, so that any of them can tell the sum."""

import logging
import os
import shutil
from contextlib import suppress
from pathlib import Path

_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
_ROOM = 512 * 1024
"""Bytes of a file of figures: several times what every route with every status takes."""

_log = logging.getLogger(__name__)


def prepare(folder: Path) -> None:
    """Empty the folder and name it to the library of metrics. Call this before that library is first imported.

    Where there is no room for the folder, each process counts by itself.
    """
    shutil.rmtree(folder, ignore_errors=True)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        _log.warning("there is no room for the figures of all workers: each counts by itself")
        return
    os.environ[_VARIABLE] = str(folder.resolve())


def reserved(path: Path) -> bool:
    """Whether a file of figures has its room on the disk, which is taken here.

    The library writes to such a file through memory, where a full disk is no error: it ends the process.
    """
    is_new = not path.exists()
    try:
        with path.open("ab") as file:
            os.posix_fallocate(file.fileno(), 0, _ROOM)
    except OSError:
        if is_new:
            with suppress(OSError):
                path.unlink()
        return False
    return True


def shared_folder() -> Path | None:
    """The folder that was prepared in this process or its parent; None in a process that counts by itself."""
    named = os.environ.get(_VARIABLE)
    return Path(named) if named else None
