"""Records on both databases, and a clock that a test turns."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from web.records.database import Records


class Clock:
    """Says what time it is; starts on 10 March 2025 at noon."""

    def __init__(self) -> None:
        self.moment = datetime(2025, 3, 10, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def turn(self, by: timedelta) -> None:
        self.moment += by


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def records(database_url: str) -> Iterator[Records]:
    opened = Records.open(database_url)
    yield opened
    opened.close()
