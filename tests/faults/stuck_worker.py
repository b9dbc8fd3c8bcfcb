"""A worker that does nothing any more (SIGSTOP), and goes on after a while or is replaced."""

from tests.faults.trial import Fault, Trial

_LONG = 5.0
"""Where each state is kept so long, there is time to wait for the server, which replaces a worker after 30 s."""


def _stop(trial: Trial) -> float:
    worker = trial.workers()[0]
    worker.suspend()
    try:
        trial.pressure.wait_for(20)
        trial.rest()
        if trial.seconds >= _LONG:
            trial.until(lambda: not worker.is_running())
            return trial.until_replaced([worker])
    finally:
        if worker.is_running():
            worker.resume()
    trial.pressure.wait_for(20)
    return 0.0


FAULT = Fault(
    "a worker is stuck",
    "one of two workers stopped (SIGSTOP) until the server replaced it; recovered counts from then",
    _stop,
)
