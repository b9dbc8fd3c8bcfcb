"""One set from its folder to its report."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.evaluation.asking import ask
from bot.evaluation.baselines import baseline_figures
from bot.evaluation.leave_out import leave_out
from bot.evaluation.pages import documents_of
from bot.evaluation.report import flat, report
from bot.evaluation.sets import EvaluationSet
from bot.evaluation.trial import Trial
from index.encoder import Progress


@dataclass(frozen=True, slots=True)
class Run:
    """How an evaluation runs: with which builds, in which folder for pages, on which day, and how long it goes on."""

    trial: Trial
    pages: Path
    today: date
    step: Callable[[str, int], Progress]
    with_baselines: bool = False
    with_leave_out: bool = True


def evaluate(chosen: EvaluationSet, run: Run) -> dict[str, Any]:
    """The report of one set (bot/evaluation/report.py), with `baselines` where they are asked for."""
    searcher = run.trial.build(documents_of(chosen, run.pages))
    asked = ask(chosen, searcher, run.today, run.step(f"Frågar {chosen.name}", len(chosen.questions)))
    prefix = "passage" if chosen.has_passages else "document"
    baselines: dict[str, Any] = {}
    if run.with_baselines:
        progress = run.step("Jämför med enklare sökningar", len(chosen.questions))
        figures = baseline_figures(chosen, run.trial.similarities(), prefix, progress)
        baselines = {"baselines": {name: flat(found, found) for name, found in figures.items()}}
    lost = None
    if chosen.has_passages and run.with_leave_out:
        lost = leave_out(chosen, run.trial, run.pages, run.today, run.step)
    return report(asked, prefix, lost) | baselines
