"""The published generation is replaced by the one before and back again."""

from tests.bench.generations import Swapper
from tests.faults.trial import Fault, Trial

_SECONDS = 0.7


def _swap(trial: Trial) -> float:
    before = len(trial.pressure.calls)
    with Swapper(trial.place.var_dir, _SECONDS) as swapper:
        trial.until(lambda: swapper.swaps >= 3)
        trial.rest()
    served = [call.generation for call in trial.pressure.calls[before:] if call.generation]
    if len(set(served)) < 2:
        raise TimeoutError("no swap was seen by anybody")
    return 0.0


FAULT = Fault("generations are swapped", f"rolled back and published again every {_SECONDS} s", _swap)
