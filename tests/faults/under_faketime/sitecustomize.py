"""Read by every Python that is started with this folder in PYTHONPATH, before anything else.

libfaketime 0.9.10 takes the moment until which to sleep on the clock that it leaves alone for one on the clock that it
moves, and refuses. Waiting for an event that never comes is a sleep that it understands.
"""

import threading
import time
from typing import SupportsIndex


def _sleep(seconds: float | SupportsIndex, /) -> None:
    threading.Event().wait(float(seconds))


time.sleep = _sleep
