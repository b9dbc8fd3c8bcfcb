"""Half of the answering passages are left out: does the confidence tell which questions lost their answer?"""

import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

from bot.evaluation.asking import confidences
from bot.evaluation.figures import Figure, mean_auroc
from bot.evaluation.pages import write_pages
from bot.evaluation.sets import EvaluationSet
from bot.evaluation.trial import Trial
from index.encoder import Progress

SEEDS = range(5)


def removed(chosen: EvaluationSet, seed: int) -> frozenset[str]:
    """Half, rounded down, of the passages that answer any question."""
    answering = sorted(chosen.answering)
    return frozenset(random.Random(seed).sample(answering, len(answering) // 2))  # noqa: S311 - repeatable, not secret


def leave_out(
    chosen: EvaluationSet, trial: Trial, pages: Path, today: date, step: Callable[[str, int], Progress]
) -> Figure | None:
    """The mean AUROC over the seeds. `pages` holds the set's pages; it is left with those of the last seed."""
    progress = step("Utan hälften av svaren", len(SEEDS) * len(chosen.questions))
    scores, labels = [], []
    for seed in SEEDS:
        gone = removed(chosen, seed)
        write_pages((passage for passage in chosen.passages if passage.id not in gone), pages)
        scores.append(confidences(chosen.questions, trial.build(pages), today, progress))
        labels.append([bool(question.wanted.documents - gone) for question in chosen.questions])
    return mean_auroc(scores, labels)
