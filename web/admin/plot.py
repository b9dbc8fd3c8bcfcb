"""The bars of the weeks, as numbers that a template makes an SVG picture of."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from bot.answer import Status
from web.admin.figures import Week

WIDTH, HEIGHT = 720, 260
_LEFT, _BOTTOM, _TOP = 48, 36, 12
_MOST_LINES = 5
_BAR = 0.64
_NICE = (10, 20, 25, 50, 100)


@dataclass(frozen=True, slots=True)
class Bar:
    """A week: its two parts, from the bottom, and where its label stands."""

    week: Week
    x: float
    width: float
    answered: float
    other: float
    base: float

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Line:
    """A line across the picture, and the number of questions that it stands for."""

    y: float
    number: int


@dataclass(frozen=True, slots=True)
class Plot:
    """All lengths are in units of a picture that is WIDTH by HEIGHT."""

    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT


def plot(weeks: Sequence[Week]) -> Plot:
    """A bar for each week, oldest first: answers below, other outcomes above."""
    most = max((week.number for week in weeks), default=0)
    step = _step(most)
    # No more lines than are needed: the highest bar reaches near the top.
    above = max(ceil(most / step), 1)
    room, base = HEIGHT - _TOP - _BOTTOM, HEIGHT - _BOTTOM
    scale = room / (step * above)
    slot = (WIDTH - _LEFT) / max(len(weeks), 1)
    bars = []
    for place, week in enumerate(weeks):
        answered = week.by_outcome[Status.ANSWERED]
        x = _LEFT + slot * (place + (1 - _BAR) / 2)
        heights = round(answered * scale, 1), round((week.number - answered) * scale, 1)
        bars.append(Bar(week, round(x, 1), round(slot * _BAR, 1), *heights, base))
    lines = tuple(Line(round(base - step * n * scale, 1), step * n) for n in range(above + 1))
    return Plot(tuple(bars), lines)


def _step(most: int) -> int:
    """The number between two lines, so round that it is easy to read."""
    power = 10 ** max(len(str(most // _MOST_LINES)) - 1, 0)
    steps = (nice * power / _NICE[0] for nice in _NICE)
    return next(int(step) for step in steps if step * _MOST_LINES >= most and step.is_integer())
