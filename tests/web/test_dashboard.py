"""The dashboard, the alerts and the table of metrics name what there is."""

import json
import re
from pathlib import Path
from typing import Any

from tests.web.test_scraping import every_metric

DOCS = Path(__file__).parents[2] / "docs"
NAME = re.compile(r"\bbot_[a-z_]+")
OF_A_HISTOGRAM = re.compile(r"_(bucket|sum|count)$")


def _named(text: str) -> set[str]:
    return {OF_A_HISTOGRAM.sub("", name) for name in NAME.findall(text)}


def test_the_dashboard_shows_every_metric_and_no_other() -> None:
    dashboard: dict[str, Any] = json.loads((DOCS / "grafana-dashboard.json").read_text(encoding="utf-8"))
    expressions = [target["expr"] for panel in dashboard["panels"] for target in panel["targets"]]
    assert _named(" ".join(expressions)) == every_metric()


def test_each_panel_has_a_place_and_a_number_of_its_own() -> None:
    panels = json.loads((DOCS / "grafana-dashboard.json").read_text(encoding="utf-8"))["panels"]
    cells = [
        (x, y)
        for panel in panels
        for x in range(panel["gridPos"]["x"], panel["gridPos"]["x"] + panel["gridPos"]["w"])
        for y in range(panel["gridPos"]["y"], panel["gridPos"]["y"] + panel["gridPos"]["h"])
    ]
    assert len(cells) == len(set(cells))
    assert max(x for x, _ in cells) < 24
    assert len({panel["id"] for panel in panels}) == len(panels)


def test_the_page_on_operations_explains_every_metric_and_names_no_other() -> None:
    page = (DOCS / "operations.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(bot_[a-z_]+)", page, re.MULTILINE)) == every_metric()
    assert _named(page) == every_metric()
