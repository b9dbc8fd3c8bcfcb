"""How high the right documents rank. ir_measures computes it, and is imported here alone."""

from collections.abc import Sequence
from dataclasses import dataclass

import ir_measures
from ir_measures import RR, Qrel, ScoredDoc, Success

from bot.evaluation.figures import Figure, mean, share


@dataclass(frozen=True, slots=True)
class Ranking:
    """The documents found for one question, best first, and those that answer it."""

    found: tuple[str, ...]
    right: frozenset[str]


def ranking_figures(prefix: str, rankings: Sequence[Ranking]) -> dict[str, Figure | None]:
    """`<prefix>_recall@1`, `@5`, `@10` (any right document counts) and `<prefix>_mrr@10`."""
    names = {
        f"{prefix}_recall@1": Success @ 1,
        f"{prefix}_recall@5": Success @ 5,
        f"{prefix}_recall@10": Success @ 10,
        f"{prefix}_mrr@10": RR @ 10,
    }
    values: dict[str, list[float]] = {str(measure): [] for measure in names.values()}
    for metric in ir_measures.iter_calc(list(names.values()), _judged(rankings), _run(rankings)):
        values[str(metric.measure)].append(float(metric.value))
    recalls = {name: share([value > 0 for value in values[str(m)]]) for name, m in names.items() if m != RR @ 10}
    return recalls | {f"{prefix}_mrr@10": mean(values[str(RR @ 10)])}


def _judged(rankings: Sequence[Ranking]) -> list["Qrel"]:
    return [Qrel(str(row), name, 1) for row, ranking in enumerate(rankings) for name in sorted(ranking.right)]


def _run(rankings: Sequence[Ranking]) -> list["ScoredDoc"]:
    return [
        ScoredDoc(str(row), name, 1 / (place + 1))
        for row, ranking in enumerate(rankings)
        for place, name in enumerate(ranking.found)
    ]
