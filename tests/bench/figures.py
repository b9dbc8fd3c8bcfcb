"""A measured figure, as a row of docs/measurements.md."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, once or several times, in a unit; `target` is a bound such as "≤ 15"."""

    what: str
    values: Sequence[float]
    unit: str
    target: str = ""

    def row(self) -> str:
        """The median, and the lowest and highest where there are several."""
        runs = len(self.values)
        spread = f"{self._number(min(self.values))}–{self._number(max(self.values))} of {runs}" if runs > 1 else ""
        figure = f"{self._number(statistics.median(self.values))} {self.unit}"
        return f"| {self.what} | {figure} | {spread} | {self.target} |"

    def _number(self, value: float) -> str:
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where measurements find their data: the shared folder, and a var folder of their own that has an encoder."""

    shared: Path
    var_dir: Path

    @property
    def corpus(self) -> Path:
        return self.shared / "corpus"
