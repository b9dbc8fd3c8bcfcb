"""The report as a table for the terminal."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.evaluation.report import RATES

_COLUMNS = f"{'':28}{'värde':>7}  {'95 %':^13}{'n':>6}"


def lines(name: str, report: Mapping[str, Any]) -> Iterator[str]:
    """One line for each figure that the set measures, then the baselines."""
    yield f"{name}: {report['questions']} frågor, {report['median_ms']} ms i mitten"
    yield _COLUMNS
    for key in RATES:
        if report[key] is not None:
            yield _line(key, key, report)
    for baseline, figures in report.get("baselines", {}).items():
        yield f"  {baseline}"
        for key in figures:
            if f"{key}_n" in figures:
                yield _line(f"  {key}", key, figures)


def _line(label: str, key: str, figures: Mapping[str, Any]) -> str:
    low, high = figures[f"{key}_low"], figures[f"{key}_high"]
    return f"{label:28}{figures[key]:7.3f}  {low:.3f}–{high:.3f}{figures[f'{key}_n']:6}"
