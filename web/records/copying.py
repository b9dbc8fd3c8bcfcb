"""Every row of every table as JSON, the same from SQLite and PostgreSQL, and back into an empty database."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Date, Integer, func, insert, null, select, text
from sqlalchemy import Table as SqlTable
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from web.records.database import Records
from web.records.engines import POSTGRESQL
from web.records.errors import RecordsError
from web.records.tables import Moment, Table

_AT_A_TIME = 500
SUFFIX = ".jsonl"


def table_names() -> tuple[str, ...]:
    """Every table, in an order in which each comes after those it refers to."""
    return tuple(table.name for table in Table.metadata.sorted_tables)


def write_tables(records: Records, folder: Path) -> None:
    """Write `<table>.jsonl` for every table, as all of them were at one moment."""
    with records.reading() as session:
        if _is_postgresql(session):
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        for table in Table.metadata.sorted_tables:
            statement = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=_AT_A_TIME)
            with (folder / f"{table.name}{SUFFIX}").open("w", encoding="utf-8") as out:
                for row in session.execute(statement).mappings():
                    fields = {name: _plain(value) for name, value in row.items()}
                    out.write(json.dumps(fields, ensure_ascii=False) + "\n")


@contextmanager
def read_tables(records: Records, folder: Path) -> Iterator[None]:
    """Fill empty tables from files that `write_tables` wrote; they hold when the block ends without an error.

    Raises RecordsError where a table already has rows, or where a file has what the tables cannot hold.
    """
    with records.transaction() as session:
        if not _is_empty(session):
            raise RecordsError("Databasen är inte tom. Återställ till en ny, tom databas.")
        try:
            for table in Table.metadata.sorted_tables:
                _fill(session, table, folder / f"{table.name}{SUFFIX}")
        except (ValueError, LookupError, TypeError, StatementError) as error:
            raise RecordsError("Säkerhetskopian har uppgifter som databasen inte kan ta emot.") from error
        yield


def are_empty(records: Records) -> bool:
    """Whether no table has a row."""
    with records.reading() as session:
        return _is_empty(session)


def _is_empty(session: Session) -> bool:
    return all(session.scalar(select(func.count()).select_from(table)) == 0 for table in Table.metadata.sorted_tables)


def _fill(session: Session, table: SqlTable, file: Path) -> None:
    rows: list[dict[str, Any]] = []
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            fields = json.loads(line)
            rows.append({column.name: _value(column, _field(column, fields)) for column in table.columns})
            if len(rows) == _AT_A_TIME:
                session.execute(insert(table).values(rows))
                rows = []
    if rows:
        session.execute(insert(table).values(rows))
    _count_on(session, table)


def _field(column: Column[Any], fields: dict[str, Any]) -> Any:
    # An earlier version of the service did not write what it did not know.
    return fields.get(column.name) if column.nullable else fields[column.name]


def _count_on(session: Session, table: SqlTable) -> None:
    """Let new rows get ids after those that were given; SQLite does so by itself."""
    keys = list(table.primary_key.columns)
    if not _is_postgresql(session) or len(keys) != 1 or not isinstance(keys[0].type, Integer):
        return
    session.execute(
        text("SELECT setval(pg_get_serial_sequence(:table, :key), :last, true) WHERE :last > 0"),
        {"table": table.name, "key": keys[0].name, "last": session.scalar(select(func.max(keys[0]))) or 0},
    )


def _is_postgresql(session: Session) -> bool:
    return session.get_bind().dialect.name == POSTGRESQL


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


def _value(column: Column[Any], value: Any) -> Any:
    if value is None:
        return null()
    if isinstance(column.type, Moment):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(column.type, Date) else value
