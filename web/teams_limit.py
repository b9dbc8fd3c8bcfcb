"""How often a team may ask: a bucket of questions for each, which fills again as time passes.

Each worker process has buckets of its own, so with two workers a team may ask up to twice as often.
"""

import math
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from time import monotonic

_MOST_TEAMS = 1000


@dataclass(slots=True)
class _Bucket:
    left: float
    seen: float


class TeamLimit:
    """Counts questions by team. Safe between threads; remembers the latest thousand teams."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = monotonic) -> None:
        """`per_minute` is also how many may come at once; `clock` gives seconds."""
        self._most = float(per_minute)
        self._per_second = per_minute / 60
        self._clock = clock
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()
        self._lock = Lock()

    def seconds_to_wait(self, team: str) -> int:
        """Counts a question of that team: 0 where it may be asked, else the whole seconds until one may."""
        with self._lock:
            bucket = self._filled(team)
            if bucket.left < 1:
                return math.ceil((1 - bucket.left) / self._per_second)
            bucket.left -= 1
            return 0

    def _filled(self, team: str) -> _Bucket:
        now = self._clock()
        bucket = self._buckets.setdefault(team, _Bucket(self._most, now))
        self._buckets.move_to_end(team)
        if len(self._buckets) > _MOST_TEAMS:
            self._buckets.popitem(last=False)
        bucket.left = min(self._most, bucket.left + (now - bucket.seen) * self._per_second)
        bucket.seen = now
        return bucket
