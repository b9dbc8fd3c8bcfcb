"""The processor time of a process and all that it started."""

import psutil


def tree_seconds(pid: int) -> float:
    """Seconds that a process, its descendants and those of them that have ended have been run for."""
    process = psutil.Process(pid)
    ended = process.cpu_times()
    running = [_seconds(one) for one in (process, *process.children(recursive=True))]
    return sum(running) + ended.children_user + ended.children_system


def _seconds(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(times.user + times.system)
