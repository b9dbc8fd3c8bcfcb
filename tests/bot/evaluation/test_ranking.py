"""Recall and reciprocal rank of documents."""

from bot.evaluation.figures import Figure
from bot.evaluation.ranking import Ranking, ranking_figures


def _values(figures: dict[str, Figure | None]) -> dict[str, float]:
    return {name: figure.value for name, figure in figures.items() if figure}


def test_any_right_document_counts_and_a_question_without_hits_is_a_miss() -> None:
    rankings = [
        Ranking(("a", "b", "c"), frozenset({"b", "c"})),
        Ranking(("a",), frozenset({"a"})),
        Ranking((), frozenset({"a"})),
        Ranking(tuple("abcdefghijk"), frozenset({"k"})),
    ]
    assert _values(ranking_figures("document", rankings)) == {
        "document_recall@1": 0.25,
        "document_recall@5": 0.5,
        "document_recall@10": 0.5,
        "document_mrr@10": (0.5 + 1) / 4,
    }
