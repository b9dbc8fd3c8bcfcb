"""Is a core free? Asked of the system, since other processes take them as well."""

import os
from pathlib import Path

_LOAD = Path("/proc/loadavg")
"""The threads that run or wait for a core: first on average over the last minute, fourth those of this moment, ours
among them (proc_loadavg(5))."""


def any_free(load: Path = _LOAD) -> bool:
    """Whether fewer threads run than this process has cores, now and on average over the last minute.

    True where the system does not say. Some tens of microseconds. A container is told of its whole machine.
    """
    try:
        average, _, _, now, *_ = load.read_text(encoding="ascii").split()
        running = max(float(average), int(now.partition("/")[0]))
    except (OSError, ValueError):
        return True
    return running < len(os.sched_getaffinity(0))
