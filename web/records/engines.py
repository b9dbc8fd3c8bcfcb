"""Connections to the two databases, set up so that they behave alike."""

import os
from contextlib import suppress
from pathlib import Path
from sqlite3 import Connection as SQLiteConnection
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError

from web.records.errors import RecordsError

SQLITE, POSTGRESQL = "sqlite", "postgresql"
BEGIN = "begin"
READING = {BEGIN: "BEGIN"}
_WAIT_SECONDS = 10
_CONNECT_SECONDS = 3
# A lock is waited for as long as in SQLite; a peer that is gone is given up within seconds.
_POSTGRESQL = {
    "connect_timeout": _CONNECT_SECONDS,
    "tcp_user_timeout": 5000,
    "application_name": "jamstalldhetsbot",
    "options": f"-c timezone=UTC -c lock_timeout={_WAIT_SECONDS * 1000}",
}


def engine_for(url: str) -> Engine:
    """The engine of a database; nothing is connected yet, and a SQLite file is made where there is none.

    Raises RecordsError where the address is not one of a SQLite file or of PostgreSQL.
    """
    parsed = _parsed(url)
    if parsed.get_backend_name() == POSTGRESQL:
        return _engine(parsed, _POSTGRESQL, pool_pre_ping=True)
    _make_private(Path(parsed.database or ""))
    engine = _engine(parsed, {"timeout": _WAIT_SECONDS})
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise RecordsError("Databasens adress går inte att förstå.") from error
    if parsed.drivername in {"postgres", POSTGRESQL}:
        parsed = parsed.set(drivername=f"{POSTGRESQL}+psycopg")
    in_a_file = parsed.drivername == SQLITE and parsed.database not in {None, "", ":memory:"}
    if not in_a_file and parsed.drivername != f"{POSTGRESQL}+psycopg":
        raise RecordsError("Databasen ska vara en SQLite-fil (sqlite:///…) eller PostgreSQL (postgresql://…).")
    return parsed


def _engine(url: URL, arguments: dict[str, Any], **more: Any) -> Engine:
    # What people wrote, and the hashes of secrets, must not reach a log by way of an error.
    return create_engine(url, connect_args=arguments, hide_parameters=True, pool_timeout=_WAIT_SECONDS, **more)


def _make_private(path: Path) -> None:
    """Make the file for its owner only; SQLite gives its journals the same permissions."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise RecordsError(f"Databasen {path} går inte att skapa: {error.strerror}.") from error


def _set_up_sqlite(connection: SQLiteConnection, _record: object) -> None:
    # The driver would begin a transaction when it saw fit, and after a statement that changes tables not at all.
    connection.isolation_level = None
    for pragma in ("journal_mode = WAL", "foreign_keys = ON", "secure_delete = ON", "trusted_schema = OFF"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and writes later fails at once, without waiting, where another wrote in between.
    connection.exec_driver_sql(connection.get_execution_options().get(BEGIN, "BEGIN IMMEDIATE"))
