"""The comparison as a table of docs/measurements.md."""

import statistics
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.evaluation.figures import Figure
from bot.evaluation.ranking import Ranking, ranking_figures
from tests.bench.alternatives.runner import Measured

_COLUMNS = (
    "system",
    "start to first answer, s",
    "index, s",
    "median, ms",
    "p95, ms",
    "memory indexing, MB",
    "memory answering, MB",
    "recall@1",
    "recall@5",
)


def lines(measured: Sequence[Measured], right: Sequence[frozenset[str]]) -> Iterator[str]:
    """The rows of every system; `right` is the documents that answer each question, in their order."""
    yield _row(_COLUMNS)
    yield _row(["---"] * len(_COLUMNS))
    for figures in measured:
        yield _row([figures.label, *_cells(figures), *_recalls(figures.found, right)])


def versions(lock: Path, packages: Sequence[str]) -> str:
    """The packages with the versions that a lock pins them to."""
    pinned = dict(line.split("==") for line in lock.read_text(encoding="utf-8").split() if "==" in line)
    return ", ".join(f"{package} {pinned[package]}" for package in packages)


def _cells(figures: Measured) -> Iterator[str]:
    yield f"{statistics.median(figures.start_seconds):.1f}"
    yield f"{figures.index_seconds:.0f}"
    yield f"{statistics.median(figures.milliseconds):.1f}"
    yield f"{statistics.quantiles(figures.milliseconds, n=20)[-1]:.1f}"
    yield f"{figures.index_megabytes:,.0f}"
    yield f"{max(figures.megabytes):,.0f}"


def _recalls(found: Sequence[Sequence[str]], right: Sequence[frozenset[str]]) -> Iterator[str]:
    """The shares of questions with a right document first, and among the first five, with their 95 % intervals."""
    rankings = [Ranking(tuple(names), wanted) for names, wanted in zip(found, right, strict=True)]
    shares = ranking_figures("document", rankings)
    yield _share(shares["document_recall@1"])
    yield _share(shares["document_recall@5"])


def _share(figure: Figure | None) -> str:
    return "–" if figure is None else f"{figure.value:.3f} ({figure.low:.2f}–{figure.high:.2f})"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
