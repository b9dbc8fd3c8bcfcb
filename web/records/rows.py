"""Rows by id, and rows that are added to where they stand."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from web.records.engines import POSTGRESQL
from web.records.errors import NotFoundError
from web.records.tables import Table

Row = TypeVar("Row", bound=Table)
LARGEST_ID = 2**31 - 1


def found(session: Session, table: type[Row], row_id: int) -> Row | None:
    """The row with that id; None where there is none, also for an id that no database could hold."""
    return session.get(table, row_id) if 0 < row_id <= LARGEST_ID else None


def wanted(session: Session, table: type[Row], row_id: int, what: str) -> Row:
    """The row with that id. Raises NotFoundError with `what` it is that there is none of, in Swedish."""
    row = found(session, table, row_id)
    if row is None:
        raise NotFoundError(f"{what} finns inte.")
    return row


def count(session: Session, table: type[Table], rows: Iterable[Mapping[str, Any]], keys: Sequence[str]) -> None:
    """Insert rows; where there is one with the same `keys`, add the new one's `number` to it instead.

    No two of the rows may share their keys.
    """
    # Two that count the same in different orders would wait for each other.
    ordered = sorted(rows, key=lambda row: tuple(str(row[key]) for key in keys))
    if not ordered:
        return
    statement = _insert(session, table)
    number = table.__table__.c.number
    session.execute(
        statement.on_conflict_do_update(index_elements=keys, set_={"number": number + statement.excluded.number}),
        ordered,
    )


def replace(session: Session, table: type[Table], row: Mapping[str, Any], keys: Sequence[str]) -> None:
    """Insert a row, or let it take the place of the one with the same `keys`."""
    statement = _insert(session, table)
    given = {name: statement.excluded[name] for name in row if name not in keys}
    session.execute(statement.on_conflict_do_update(index_elements=keys, set_=given), row)


def _insert(session: Session, table: type[Table]) -> Any:
    # The two statements share the methods that are used here, but no type.
    dialect: Any = postgresql if session.get_bind().dialect.name == POSTGRESQL else sqlite
    return dialect.insert(table.__table__)
