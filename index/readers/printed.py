"""The word PrintedLine: a line as it stands on a page, before it is known what it is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of a page. `text` is clean, and `cells` its parts between wide gaps.

    Positions and `size`, the height of the type, are in points; `baseline` is measured upwards from the
    foot of the page, and `height` is that of the page. `page` counts from 1.
    """

    text: str
    cells: tuple[str, ...]
    page: int
    left: float
    right: float
    baseline: float
    size: float
    is_bold: bool
    height: float

    @property
    def from_top(self) -> float:
        """How far down the page the line stands, from 0 to 1."""
        return 1 - self.baseline / self.height
