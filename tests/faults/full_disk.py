"""The disk that holds var/ is full; a worker dies while it is."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.trial import CannotHappenError, Fault, Place, Trial, copy_stock
from web.records.database import default_url

_ROOM = 12 * 1024 * 1024
_AT_ONCE = 4096


def _used(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


@contextmanager
def _small_disk(stock: Path, folder: Path) -> Iterator[Place]:
    """A var folder on a disk in memory, with some megabytes to spare. Raises CannotHappenError."""
    var_dir = folder / "var"
    var_dir.mkdir()
    size = sum(_used(stock / name) for name in ("generations", "archive")) + _ROOM
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(var_dir)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True, check=False).returncode:
        raise CannotHappenError("En full disk går inte att pröva här: det krävs root och rätt att montera tmpfs.")
    try:
        copy_stock(stock, var_dir)
        yield Place(var_dir, {}, default_url(var_dir))
    finally:
        subprocess.run(["umount", "--lazy", str(var_dir)], check=True)


def fill(path: Path) -> None:
    """Write until there is no more room."""
    with path.open("wb", buffering=0) as file:
        size = 64 * _AT_ONCE
        while size >= 1:
            try:
                file.write(bytes(size))
            except OSError:
                size //= 2


def _fill(trial: Trial) -> float:
    filler = trial.place.var_dir / "filler"
    fill(filler)
    trial.rest()
    killed = trial.workers()[:1]
    killed[0].kill()
    trial.until_replaced(killed)
    trial.rest()
    filler.unlink()
    return trial.until_kept()


FAULT = Fault(
    "the disk is full",
    "no byte left on the disk of `var/`; a worker killed meanwhile; recovered counts from there being room again, "
    "until everything was in the records",
    _fill,
    _small_disk,
)
