"""PostgreSQL is stopped and comes back; a worker dies meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import postgres
from tests.faults.trial import CannotHappenError, Fault, Place, Trial, copy_stock


@contextmanager
def _with_database(stock: Path, folder: Path) -> Iterator[Place]:
    programs = postgres.programs()
    if programs is None:
        raise CannotHappenError("PostgreSQL saknas. Installera paketet postgresql.")
    copy_stock(stock, folder / "var")
    with postgres.running(programs) as cluster, cluster.database() as url:
        yield Place(folder / "var", {"BOT_DATABASE_URL": url}, url, cluster.away)


def _stop(trial: Trial) -> float:
    with trial.place.away():
        trial.until(lambda: trial.ready() == 503)
        killed = trial.workers()[:1]
        killed[0].kill()
        trial.until_replaced(killed)
        trial.rest()
    return trial.until_kept() + trial.until_ready()


FAULT = Fault(
    "the database is away",
    "PostgreSQL stopped; a worker killed meanwhile; recovered counts from its return, until everything was in the "
    "records",
    _stop,
    _with_database,
)
