"""The database of the records: opened once, migrated, and used in transactions."""

import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from sqlalchemy import Engine, text
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session

from web.records.engines import READING, SQLITE, engine_for
from web.records.errors import RecordsUnavailableError
from web.records.migrations import migrate

_REACHABLE_SECONDS = 2.0


def default_url(var_dir: Path) -> str:
    """The address of the SQLite database in a var folder."""
    return f"sqlite:///{var_dir.resolve() / 'records.db'}"


class Records:
    """Safe to use from many threads and, each with its own, from many processes.

    Transactions begun while one is running in the same thread join it: all of them hold, or none. Texts in errors
    are Swedish, and no error holds what was stored.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reading = engine.execution_options(**READING) if engine.dialect.name == SQLITE else engine
        self._thread = threading.local()
        self._migrating = threading.Lock()
        self._migrated = False
        self._prober = ThreadPoolExecutor(max_workers=1, thread_name_prefix="records")
        self._probe: Future[bool] | None = None

    @classmethod
    def open(cls, url: str) -> Self:
        """The records at a sqlite:/// or postgresql:// address, migrated; many processes may do it at once.

        Raises RecordsError where the address cannot be used, RecordsUnavailableError where nothing answers there and
        RecordsNewerError where a later version of the service has migrated them.
        """
        records = cls.connect(url)
        try:
            records.migrate()
        except BaseException:
            records.close()
            raise
        return records

    @classmethod
    def connect(cls, url: str) -> Self:
        """The same, migrated by the first transaction instead: for a service that starts without its database."""
        return cls(engine_for(url))

    def migrate(self) -> None:
        """Bring the tables to what this version needs. Raises as `open`."""
        with self._migrating, _unavailable_told():
            if not self._migrated:
                migrate(self._engine)
                self._migrated = True

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session that is committed at the end, and rolled back where an error leaves it.

        Raises RecordsUnavailableError where the database does not answer.
        """
        running = self._running()
        if running is not None:
            with _unavailable_told(), running.begin_nested():
                yield running
            return
        with self._session(self._engine) as session:
            self._thread.session = session
            try:
                yield session
            finally:
                self._thread.session = None

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads, and in SQLite waits for nobody who writes. Raises as `transaction`."""
        running = self._running()
        if running is not None:
            with _unavailable_told():
                yield running
            return
        with self._session(self._reading) as session:
            yield session

    def reachable(self) -> bool:
        """Whether the database answers within two seconds."""
        # A probe that hangs is not joined by another.
        if self._probe is None or self._probe.done():
            self._probe = self._prober.submit(self._answers)
        try:
            return self._probe.result(_REACHABLE_SECONDS)
        except TimeoutError:
            return False

    def forget_deleted(self) -> None:
        """Write over what was deleted, in SQLite also in its journal. PostgreSQL does it in its own time (VACUUM)."""
        if self._engine.dialect.name != SQLITE:
            return
        with _unavailable_told(), self._engine.connect() as connection:
            raw = connection.connection.driver_connection
            if raw is not None:
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Let every connection go."""
        self._prober.shutdown(wait=False, cancel_futures=True)
        self._engine.dispose()

    def _running(self) -> Session | None:
        running: Session | None = getattr(self._thread, "session", None)
        return running

    @contextmanager
    def _session(self, engine: Engine) -> Iterator[Session]:
        if not self._migrated:
            self.migrate()
        with _unavailable_told(), Session(engine, expire_on_commit=False) as session, session.begin():
            yield session

    def _answers(self) -> bool:
        try:
            with self.reading() as session:
                session.execute(text("SELECT 1 FROM alembic_version"))
        except Exception:
            return False
        return True


@contextmanager
def _unavailable_told() -> Iterator[None]:
    try:
        yield
    except (OperationalError, InterfaceError, PoolTimeoutError) as error:
        raise RecordsUnavailableError("Databasen svarar inte.") from error
