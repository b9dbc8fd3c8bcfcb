"""Workers are killed (SIGKILL), both at once and then one by one."""

from time import monotonic

from tests.faults.trial import Fault, Trial


def _kill(trial: Trial) -> float:
    longest, end = 0.0, monotonic() + 3 * trial.seconds
    number = 2
    while number == 2 or monotonic() < end:
        doomed = trial.workers()[:number]
        for worker in doomed:
            worker.kill()
        longest = max(longest, trial.until_replaced(doomed))
        number = 1
    return longest


FAULT = Fault(
    "a worker dies",
    "both workers killed at once, then one at a time as soon as there are two again",
    _kill,
)
