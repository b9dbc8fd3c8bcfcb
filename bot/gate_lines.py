"""The gate's report as lines for the terminal."""

from collections.abc import Iterator, Mapping

from bot.answer import Status
from bot.gate import GateReport, Outcome, Trial, Verdict

VERDICTS: Mapping[Verdict, str] = {
    Verdict.WORSE: "Sämre",
    Verdict.BETTER: "Bättre",
    Verdict.DIFFERENT: "Annorlunda",
    Verdict.SAME: "Lika",
}
STATUSES: Mapping[Status, str] = {
    Status.ANSWERED: "svar",
    Status.RELATED: "bara närliggande texter",
    Status.NO_ANSWER: "inget svar",
    Status.NEEDS_QUESTION: "ber om en fråga",
    Status.GREETING: "hälsning",
    Status.ABOUT: "om boten",
    Status.CRISIS: "stöd och hjälp",
    Status.UNAVAILABLE: "kunde inte svara",
}


def lines(report: GateReport) -> Iterator[str]:
    """The counts, then every question that did not stay the same, with its outcomes."""
    counts = report.counts
    yield f"{report.generation} mot {report.live or 'ingen publicerad'}: {len(report.trials)} testfrågor, " + ", ".join(
        f"{counts[verdict]} {name.lower()}" for verdict, name in VERDICTS.items()
    )
    before = "" if report.right_before is None else f", före {report.right_before}"
    if report.live_is_unreadable:
        before = ". Det publicerade indexet gick inte att läsa, så det finns inget att jämföra med."
    yield f"Rätt: {report.right_after} av {len(report.trials)}{before}"
    for verdict, name in VERDICTS.items():
        if verdict is not Verdict.SAME:
            for trial in report.with_verdict(verdict):
                yield from _trial(name, trial)


def _trial(name: str, trial: Trial) -> Iterator[str]:
    yield ""
    yield f"{name}: {trial.question}"
    if trial.before is not None:
        yield f"  före:  {_told(trial.before)}"
    yield f"  efter: {_told(trial.after)}"


def _told(outcome: Outcome) -> str:
    judged = "rätt" if outcome.right else "fel"
    shown = f" ”{outcome.quotes[0]}”" if outcome.quotes else ""
    return f"{judged}, {STATUSES[outcome.status]}{shown}"
