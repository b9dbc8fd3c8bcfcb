"""Is a core free at this moment? Asked of the system, since other processes take them as well."""

import os
from pathlib import Path

_RUNNING = Path("/proc/loadavg")
"""Its fourth field is the number of threads that run or wait for a core now, ours among them (proc_loadavg(5))."""


def any_free(running: Path = _RUNNING) -> bool:
    """Whether fewer threads run than this process has cores; true where the system does not say.

    Some tens of microseconds. In a container the threads of its whole machine are counted.
    """
    try:
        now = int(running.read_text(encoding="ascii").split()[3].partition("/")[0])
    except (OSError, IndexError, ValueError):
        return True
    return now < len(os.sched_getaffinity(0))
