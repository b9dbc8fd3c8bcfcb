"""Questions from several clients at once while generations are swapped."""

import statistics
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from index.encoder import Progress
from tests.bench.generations import Swapper
from tests.bench.judging import Judge
from tests.bench.service import Service

_CLIENTS = 4
_ENOUGH_FAILURES = 100


@dataclass(frozen=True, slots=True)
class Load:
    """Which questions are asked, over and over, and how many requests that makes."""

    questions: Sequence[str]
    requests: int


@dataclass(frozen=True, slots=True)
class Traffic:
    """What came of a load. `changes` counts replies from another generation than the reply before."""

    requests: int
    failures: tuple[str, ...]
    swaps: int
    changes: int
    ms: tuple[float, ...]

    def percentile(self, share: int) -> float:
        """Milliseconds that `share` percent of the requests took at most."""
        return statistics.quantiles(self.ms, n=100)[share - 1]


def swap_under(load: Load, service: Service, var_dir: Path, progress: Progress) -> Traffic:
    """Put the load on a service that has started, and swap its generations each second; a hundred failures end it."""
    judge, times = Judge(var_dir), []
    asked = islice(cycle(load.questions), load.requests)
    with Swapper(var_dir) as swapper, ThreadPoolExecutor(_CLIENTS) as clients:
        for reply in clients.map(service.ask, asked):
            judge.take(reply)
            times.append(reply.ms)
            progress(1)
            if len(judge.failures) >= _ENOUGH_FAILURES:
                clients.shutdown(wait=False, cancel_futures=True)
                break
    judge.close()
    return Traffic(len(times), tuple(judge.failures), swapper.swaps, judge.changes, tuple(times))
