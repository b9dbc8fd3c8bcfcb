"""Builds, from their start to publication."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from web.clock import Now, utc_now
from web.records.database import Records
from web.records.errors import NotFoundError
from web.records.tables import BuildRow
from web.records.texts import storable


class BuildState(StrEnum):
    """How far a build has come; at most 20 characters."""

    RUNNING = "bygger"
    TESTING = "prövar"
    READY = "klar"
    PUBLISHED = "publicerad"
    FAILED = "misslyckad"
    CANCELLED = "avbruten"
    UNCHANGED = "oförändrad"


_GOING_ON = (BuildState.RUNNING, BuildState.TESTING)


@dataclass(frozen=True, slots=True)
class Build:
    """`report` and `gate` are what the build and the golden questions gave, as they are written in JSON."""

    id: str
    state: BuildState
    started_by: str
    started: datetime
    ended: datetime | None
    generation: str | None
    error: str
    report: dict[str, Any] | None
    gate: dict[str, Any] | None


class Builds:
    """Every build that was started."""

    def __init__(self, records: Records, now: Now = utc_now) -> None:
        self._records = records
        self._now = now

    def start(self, started_by: str) -> Build:
        """A new build that is running; its id is its moment and six random digits."""
        now = self._now()
        row = BuildRow(
            id=f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(3)}",
            state=BuildState.RUNNING.value,
            started_by=storable(started_by, 254),
            started=now,
            error="",
        )
        with self._records.transaction() as session:
            session.add(row)
            session.flush()
            return _build_of(row)

    def set_state(  # noqa: PLR0913 - what a step may have to tell, each by its name
        self,
        build_id: str,
        state: BuildState,
        *,
        generation: str | None = None,
        error: str = "",
        report: dict[str, Any] | None = None,
        gate: dict[str, Any] | None = None,
    ) -> Build:
        """The build in another state; what is not given stays as it was. Raises NotFoundError.

        The first state that is neither RUNNING nor TESTING ends it.
        """
        given = {"generation": generation, "error": storable(error), "report": report, "gate": gate}
        with self._records.transaction() as session:
            row = session.get(BuildRow, storable(build_id), with_for_update=True)
            if row is None:
                raise NotFoundError("Bygget finns inte.")
            row.state = state.value
            for name, value in given.items():
                if value:
                    setattr(row, name, value)
            if state not in _GOING_ON and row.ended is None:
                row.ended = self._now()
            session.flush()
            return _build_of(row)

    def get(self, build_id: str) -> Build | None:
        """One of them; None where there is none."""
        with self._records.reading() as session:
            row = session.get(BuildRow, storable(build_id))
            return None if row is None else _build_of(row)

    def latest(self, limit: int = 20) -> tuple[Build, ...]:
        """The newest first."""
        statement = select(BuildRow).order_by(BuildRow.started.desc(), BuildRow.id.desc()).limit(limit)
        with self._records.reading() as session:
            return tuple(_build_of(row) for row in session.scalars(statement))

    def running(self) -> Build | None:
        """The newest that is running or being tested."""
        going_on = [state.value for state in _GOING_ON]
        statement = select(BuildRow).where(BuildRow.state.in_(going_on)).order_by(BuildRow.started.desc()).limit(1)
        with self._records.reading() as session:
            row = session.scalars(statement).one_or_none()
            return None if row is None else _build_of(row)


def _build_of(row: BuildRow) -> Build:
    return Build(
        id=row.id,
        state=BuildState(row.state),
        started_by=row.started_by,
        started=row.started,
        ended=row.ended,
        generation=row.generation,
        error=row.error,
        report=row.report,
        gate=row.gate,
    )
