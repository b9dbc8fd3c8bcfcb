"""The service is stopped (SIGTERM), with clients connected that never finish."""

import os
import signal
import time
from contextlib import ExitStack

from tests.faults.slow_clients import connect
from tests.faults.trial import Fault, Trial

_DRAINED_SECONDS = 10.0


def _stop(trial: Trial) -> float:
    with ExitStack() as stack:
        connect(trial.service.port, 10, stack)
        trial.pressure.wait_for(20)
        start = time.monotonic()
        os.kill(trial.service.pid, signal.SIGTERM)
        if trial.service.wait(_DRAINED_SECONDS) != 0:
            raise TimeoutError(trial.service.log()[-4000:])
        return time.monotonic() - start


FAULT = Fault(
    "the service is stopped",
    "SIGTERM, with ten clients connected that never finish; recovered is the time until it had ended",
    _stop,
    ends_service=True,
)
