"""The content that an administrator has changed; what is not here is as the shipped file says."""

from typing import Any

from sqlalchemy import delete, select

from web.clock import Now, utc_now
from web.records.database import Records
from web.records.rows import replace
from web.records.tables import ContentRow
from web.records.texts import storable


class ContentRecords:
    """Values by name; a value is anything that JSON can say. A name has at most 50 characters."""

    def __init__(self, records: Records, now: Now = utc_now) -> None:
        self._records = records
        self._now = now

    def all(self) -> dict[str, Any]:
        """Every value that has been changed, by name."""
        with self._records.reading() as session:
            return {row.name: row.value["value"] for row in session.scalars(select(ContentRow))}

    def put(self, name: str, value: Any, changed_by: str) -> None:
        """Let a name have this value."""
        row = {
            "name": name,
            "value": {"value": value},
            "changed_by": storable(changed_by, 254),
            "changed": self._now(),
        }
        with self._records.transaction() as session:
            replace(session, ContentRow, row, ("name",))

    def remove(self, name: str) -> None:
        """Let the shipped value hold again; nothing happens where it does."""
        with self._records.transaction() as session:
            session.execute(delete(ContentRow).where(ContentRow.name == name))
