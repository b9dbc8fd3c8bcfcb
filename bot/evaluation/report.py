"""The figures of a set under their fixed names; None for what the set cannot measure."""

from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import Any

from bot.answer import Status
from bot.evaluation.asking import Asked
from bot.evaluation.figures import Figure, auroc, share
from bot.evaluation.ranking import Ranking, ranking_figures
from bot.evaluation.sets import Kind

RANKED_KINDS = frozenset({Kind.ANSWERABLE, Kind.ENGLISH, Kind.MULTI})
_CRISIS = "crisis"
_MOST_CONFIDENT = 0.8

RATES = (
    "passage_recall@1",
    "passage_recall@5",
    "passage_recall@10",
    "passage_mrr@10",
    "document_recall@1",
    "document_recall@5",
    "document_recall@10",
    "document_mrr@10",
    "quote_accuracy",
    "coverage",
    "false_answer_rate",
    "offtopic_false_answer_rate",
    "auroc",
    "leave_out_auroc",
    "precision@coverage80",
    "followup_accuracy",
    "followup_false_answer_rate",
    "crisis_recall",
    "crisis_false_alarm",
)


def report(asked: Sequence[Asked], prefix: str, leave_out_auroc: Figure | None) -> dict[str, Any]:
    """Every key of RATES, `<key>_n`, `_low` and `_high`, and `median_ms` and `questions`; ready for JSON.

    `prefix` is 'passage' or 'document', the unit that the set ranks.
    """
    figures = ranking_figures(prefix, rankings(asked)) | _answers(asked) | {"leave_out_auroc": leave_out_auroc}
    return flat(figures, RATES) | {
        "median_ms": round(median(one.milliseconds for one in asked), 2) if asked else None,
        "questions": len(asked),
    }


def flat(figures: Mapping[str, Figure | None], names: Iterable[str]) -> dict[str, float | int | None]:
    """The figures as plain numbers; a name without a figure is None."""
    fields: dict[str, float | int | None] = {}
    for name in names:
        figure = figures.get(name)
        fields[name] = round(figure.value, 4) if figure else None
        fields[f"{name}_n"] = figure.n if figure else None
        fields[f"{name}_low"] = round(figure.low, 4) if figure else None
        fields[f"{name}_high"] = round(figure.high, 4) if figure else None
    return fields


def rankings(asked: Iterable[Asked]) -> list[Ranking]:
    """The rankings of the questions whose document is to be found."""
    return [Ranking(one.ranked, one.question.wanted.documents) for one in asked if one.question.kind in RANKED_KINDS]


def _answers(asked: Sequence[Asked]) -> dict[str, Figure | None]:
    answerable = _of(asked, Kind.ANSWERABLE)
    unanswerable = _of(asked, Kind.UNANSWERABLE)
    followups = _of(asked, Kind.FOLLOWUP)
    crises = _of(asked, Kind.CRISIS)
    others = [one for one in asked if one.question.kind is not Kind.CRISIS]
    both = answerable + unanswerable
    return {
        "quote_accuracy": _quote_accuracy(answerable),
        "coverage": _share_with(answerable, Status.ANSWERED),
        "false_answer_rate": _share_with(unanswerable, Status.ANSWERED),
        "offtopic_false_answer_rate": _share_with(_of(asked, Kind.OFFTOPIC), Status.ANSWERED),
        "auroc": auroc([one.confidence for one in both], [one.question.kind is Kind.ANSWERABLE for one in both]),
        "precision@coverage80": _quote_accuracy(_most_confident(answerable)),
        "followup_accuracy": share([one.is_right for one in followups if one.question.wanted.documents]),
        "followup_false_answer_rate": _share_with(
            [one for one in followups if not one.question.wanted.documents], Status.ANSWERED
        ),
        "crisis_recall": _share_with(crises, _CRISIS),
        "crisis_false_alarm": _share_with(others, _CRISIS),
    }


def _of(asked: Iterable[Asked], kind: Kind) -> list[Asked]:
    return [one for one in asked if one.question.kind is kind]


def _share_with(asked: Iterable[Asked], status: str) -> Figure | None:
    return share([one.answer.status == status for one in asked])


def _quote_accuracy(asked: Iterable[Asked]) -> Figure | None:
    return share([one.is_right for one in asked if one.shown])


def _most_confident(asked: Sequence[Asked]) -> list[Asked]:
    ordered = sorted(asked, key=lambda one: one.confidence, reverse=True)
    return ordered[: round(len(ordered) * _MOST_CONFIDENT)]
