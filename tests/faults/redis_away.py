"""The Redis that workers count calls in is killed and comes back, empty."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis

from tests import redis_server
from tests.faults.trial import CannotHappenError, Fault, Place, Trial, copy_stock
from web.records.database import default_url

_MANY = "100000"


@contextmanager
def _with_redis(stock: Path, folder: Path) -> Iterator[Place]:
    program = redis_server.program()
    if program is None:
        raise CannotHappenError("Redis saknas. Installera paketet redis-server.")
    copy_stock(stock, folder / "var")
    limits = {"BOT_RATE_LIMITS": "true", "BOT_QUESTIONS_PER_MINUTE": _MANY, "BOT_FEEDBACK_PER_MINUTE": _MANY}
    with redis_server.running(program) as server:
        settings = {"BOT_REDIS_URL": server.url, **limits}
        yield Place(folder / "var", settings, default_url(folder / "var"), server.away)


def _counts(trial: Trial) -> int:
    with redis.Redis.from_url(trial.place.settings["BOT_REDIS_URL"]) as client:
        return int(client.dbsize())


def _stop(trial: Trial) -> float:
    trial.until(lambda: _counts(trial) > 0)
    with trial.place.away():
        trial.pressure.wait_for(20)
        trial.rest()
    return trial.until(lambda: _counts(trial) > 0)


FAULT = Fault(
    "Redis is away",
    "the Redis of the limits killed; recovered counts from its return, until calls were counted in it",
    _stop,
    _with_redis,
)
