"""The files of the live generation are overwritten, removed and cut off, and what names it is overwritten."""

import os
import shutil
from itertools import pairwise
from time import monotonic

from index.generations import Generations
from index.opened import PASSAGES_FILE, TOKENS_FOLDER, VECTORS_FILE
from index.publishing import publish
from tests.faults.trial import WORKERS, Fault, Trial

_ENOUGH_FROM_ONE = 6 * WORKERS


def _damage(trial: Trial) -> float:
    var_dir = trial.place.var_dir
    live = publish(var_dir).id
    generations = Generations(var_dir)
    folder, spare = generations.path(live), var_dir.parent / "spare"
    _expect(trial, live)
    shutil.copytree(folder, spare)
    (folder / VECTORS_FILE).write_bytes(os.urandom(1000))
    (folder / PASSAGES_FILE).unlink()
    (var_dir / "current").write_bytes(b"\0" * 20)
    trial.pressure.wait_for(12)
    trial.rest()
    (var_dir / "current").write_text(live, encoding="utf-8")
    workers = trial.workers()
    # It is mapped into memory: whoever reads from it now is ended by the system.
    os.truncate(folder / TOKENS_FOLDER / "values.npy", 0)
    recovered = trial.until_replaced(workers)
    _expect(trial, generations.before_current())
    trial.rest()
    shutil.rmtree(folder)
    spare.rename(folder)
    publish(var_dir)
    _expect(trial, live)
    return recovered


def _expect(trial: Trial, generation: str) -> None:
    """A row of answers from one generation. Raises TimeoutError."""
    start = monotonic()

    def is_served() -> bool:
        served = [call.generation for call in trial.pressure.calls if call.began > start and call.generation]
        last = served[-_ENOUGH_FROM_ONE:]
        return len(last) == _ENOUGH_FROM_ONE and last[0] == generation and all(a == b for a, b in pairwise(last))

    trial.until(is_served)


FAULT = Fault(
    "the live index is damaged",
    "its name and its files overwritten and removed, one that is in use cut off; then put back and published; "
    "recovered is the time until both workers had been replaced and served the index before it",
    _damage,
)
