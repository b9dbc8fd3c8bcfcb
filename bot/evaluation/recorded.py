"""The figures that were last recorded, kept in a page that people read, and what is worse than them."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.evaluation.report import RATES
from bot.evaluation.table import lines

Reports = Mapping[str, Mapping[str, Any]]
"""Reports by the name of their set."""

LOWER_IS_BETTER = frozenset(
    {"false_answer_rate", "offtopic_false_answer_rate", "followup_false_answer_rate", "crisis_false_alarm"}
)
_WORSE_BY = 0.01
_BLOCK = re.compile(r"(<!-- recorded -->\n).*?(<!-- end -->)", re.DOTALL)
_JSON = re.compile(r"```json\n(.*?)```", re.DOTALL)


def read_recorded(page: Path) -> dict[str, dict[str, Any]]:
    """The recorded reports; none where nothing has been recorded."""
    block = _BLOCK.search(page.read_text(encoding="utf-8"))
    found = _JSON.search(block[0]) if block else None
    recorded: dict[str, dict[str, Any]] = json.loads(found[1]) if found else {}
    return recorded


def record(page: Path, reports: Reports) -> None:
    """Replace what stands between the page's two marks by the reports, as tables and as JSON."""
    tables = "\n\n".join("\n".join(lines(name, report)) for name, report in reports.items())
    kept = {name: {key: report[key] for key in _kept(report)} for name, report in reports.items()}
    block = f"```text\n{tables}\n```\n\n```json\n{json.dumps(kept, ensure_ascii=False, indent=1)}\n```\n"
    text = page.read_text(encoding="utf-8")
    page.write_text(_BLOCK.sub(lambda marks: marks[1] + block + marks[2], text), encoding="utf-8")


def worse(before: Reports, after: Reports) -> Iterator[str]:
    """A line, in Swedish, for each recorded figure that fell by more than 0.01, left its interval, or is gone."""
    for name, recorded in before.items():
        for key in RATES:
            old, new = recorded.get(key), after.get(name, {}).get(key)
            if old is None:
                continue
            if new is None:
                yield f"{name} {key}: {old:.3f} mäts inte längre"
            elif _is_worse(key, recorded, new):
                interval = f"{recorded[f'{key}_low']:.3f}–{recorded[f'{key}_high']:.3f}"
                yield f"{name} {key}: {old:.3f} → {new:.3f} (sparat {interval})"


def _is_worse(key: str, recorded: Mapping[str, Any], new: float) -> bool:
    if key in LOWER_IS_BETTER:
        return bool(new - recorded[key] > _WORSE_BY or new > recorded[f"{key}_high"])
    return bool(recorded[key] - new > _WORSE_BY or new < recorded[f"{key}_low"])


def _kept(report: Mapping[str, Any]) -> Iterator[str]:
    for key in RATES:
        if report[key] is not None:
            yield from (key, f"{key}_n", f"{key}_low", f"{key}_high")
    yield from ("median_ms", "questions")
