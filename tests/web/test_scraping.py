"""The figures of the present moment."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.web.test_catalogue import FakeLive
from web.metrics import Metrics, Now
from web.records.builds import Builds, BuildState
from web.records.database import Records, default_url
from web.scraping import build_figures, generation_figures

START = datetime(2024, 3, 1, 12, tzinfo=UTC)


def every_metric() -> set[str]:
    """The name of every metric as it is written in an expression, without the parts of a histogram."""
    metrics = Metrics()
    names = {line.split()[2] for line in metrics.shown(()).decode().splitlines() if line.startswith("# TYPE")}
    created = {name for name in names if name.endswith("_created")}
    present = {"bot_generation_age_seconds", "bot_documents", "bot_recent_builds", "bot_build_age_seconds"}
    return names - created | present


def test_the_generation_tells_its_documents() -> None:
    figures = {figure.name: figure for figure in generation_figures(FakeLive())}
    assert figures["bot_documents"].values == {"": float(len(FakeLive().opened.documents))}


def test_builds_are_told_by_state(tmp_path: Path) -> None:
    records = Records.open(default_url(tmp_path))
    builds = Builds(records, lambda: START)
    for state in (BuildState.FAILED, BuildState.PUBLISHED, BuildState.PUBLISHED, None):
        build = builds.start("anna@exempel.se")
        if state is not None:
            builds.set_state(build.id, state)
    numbers, ages = build_figures(builds)
    records.close()
    assert numbers == Now("bot_recent_builds", numbers.help, "state", {"misslyckad": 1, "publicerad": 2, "bygger": 1})
    assert set(ages.values) == {"misslyckad", "publicerad"}
    assert ages.values["misslyckad"] == pytest.approx((datetime.now(UTC) - START).total_seconds(), abs=60)


def test_while_the_records_are_away_nothing_is_told_of_builds() -> None:
    records = Records.connect("postgresql://anna@127.0.0.1:1/records")
    assert list(build_figures(Builds(records))) == []
    records.close()
