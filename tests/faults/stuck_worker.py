"""A worker that does nothing any more (SIGSTOP), and goes on after a while or is replaced."""

from tests.faults.trial import Fault, Trial

_REPLACED_AFTER = 30.0
"""What gunicorn waits for a sign of life."""


def _stop(trial: Trial) -> float:
    worker = trial.workers()[0]
    worker.suspend()
    try:
        trial.pressure.wait_for(20)
        trial.rest()
        if trial.seconds > _REPLACED_AFTER:
            return trial.until_replaced([worker])
    finally:
        if worker.is_running():
            worker.resume()
    trial.pressure.wait_for(20)
    return 0.0


FAULT = Fault("a worker is stuck", "one of two workers stopped (SIGSTOP)", _stop, most_failed=1)
