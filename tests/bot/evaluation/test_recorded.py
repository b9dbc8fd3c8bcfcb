"""Figures are recorded in a page, and what is worse than them is named."""

from pathlib import Path
from typing import Any

import pytest

from bot.evaluation.figures import Figure
from bot.evaluation.recorded import read_recorded, record, worse
from bot.evaluation.report import RATES, flat


def _report(**values: float) -> dict[str, Any]:
    figures = {name: Figure(value, 100, value - 0.1, value + 0.1) for name, value in values.items()}
    return {**flat(figures, RATES), "median_ms": 8.0, "questions": 100}


def test_what_is_recorded_is_read_again(tmp_path: Path) -> None:
    page = tmp_path / "quality.md"
    page.write_text("Före\n<!-- recorded -->\nInget\n<!-- end -->\nEfter\n", encoding="utf-8")
    assert read_recorded(page) == {}
    for value in (0.7, 0.8):
        record(page, {"domain": _report(coverage=value)})
    assert read_recorded(page)["domain"]["coverage"] == 0.8
    text = page.read_text(encoding="utf-8")
    assert text.startswith("Före\n<!-- recorded -->\n")
    assert text.endswith("<!-- end -->\nEfter\n")


@pytest.mark.parametrize(
    ("key", "new", "count"),
    [("coverage", 0.495, 0), ("coverage", 0.48, 1), ("coverage", 0.6, 0), ("false_answer_rate", 0.52, 1)],
)
def test_a_figure_is_worse_when_it_moved_the_wrong_way(key: str, new: float, count: int) -> None:
    found = list(worse({"domain": _report(**{key: 0.5})}, {"domain": _report(**{key: new})}))
    assert len(found) == count


def test_a_figure_is_worse_when_it_left_a_narrow_interval() -> None:
    recorded = _report(coverage=0.5) | {"coverage_low": 0.499}
    assert list(worse({"domain": recorded}, {"domain": _report(coverage=0.495)}))


def test_a_figure_that_is_gone_is_named() -> None:
    assert list(worse({"domain": _report(coverage=0.5)}, {})) == ["domain coverage: 0.500 mäts inte längre"]
