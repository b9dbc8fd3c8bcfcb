"""Where the workers of one service keep their figures, so that any of them can tell the sum."""

import os
import shutil
from pathlib import Path

_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"


def prepare(folder: Path) -> None:
    """Empty the folder and name it to the library of metrics. Call this before that library is first imported."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ[_VARIABLE] = str(folder.resolve())


def shared_folder() -> Path | None:
    """The folder that was prepared in this process or its parent; None in a process that counts by itself."""
    named = os.environ.get(_VARIABLE)
    return Path(named) if named else None
