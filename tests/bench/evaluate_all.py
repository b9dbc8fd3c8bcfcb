"""All evaluation sets in the shared folder, compared with the figures recorded in docs/quality.md (`make eval`)."""

import argparse
import json
import os
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from bot.__main__ import main as bot
from bot.evaluation.recorded import read_recorded, record, worse
from index.settings import IndexSettings
from web.quality import FIGURES

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "quality.md"
PACKAGED = ROOT / "web" / "quality.json"
SHOWN = "domain"
PARTS = ("low", "high", "n")


def packaged(report: Mapping[str, Any], measured: date) -> str:
    """The figures of a report that /om shows, as JSON."""
    shares = {name: {"value": report[name]} | {part: report[f"{name}_{part}"] for part in PARTS} for name in FIGURES}
    content = {"measured": measured.isoformat(), "questions": report["questions"], **shares}
    return json.dumps(content, indent=1) + "\n"


def main() -> int:
    """0 where nothing is worse than recorded, 1 where something is or a set could not be measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--record", action="store_true", help="spara siffrorna som de nya att jämföra med")
    args = parser.parse_args()
    folder = Path(os.environ.get("BOT_SHARED_DIR", "../shared")) / "eval"
    sets = sorted(str(path.parent) for path in folder.glob("*/questions.jsonl"))
    if not sets:
        print(f"Inga mängder i {folder.resolve()}. Ange BOT_SHARED_DIR.", file=sys.stderr)
        return 1
    var_dir = IndexSettings().var_dir
    result = var_dir / "quality.json"
    if bot(["evaluate", *sets, "--baselines", "--json", str(result), "--work", str(var_dir / "evaluation")]):
        return 1
    reports = json.loads(result.read_text(encoding="utf-8"))
    if len(sets) == 1:
        reports = {Path(sets[0]).name: reports}
    if args.record:
        record(PAGE, reports)
        PACKAGED.write_text(packaged(reports[SHOWN], date.today()), encoding="utf-8")
        print(f"Sparat i {PAGE} och {PACKAGED}.")
        return 0
    recorded = read_recorded(PAGE)
    if not recorded:
        print(f"Inget är sparat i {PAGE} att jämföra med.")
        return 0
    found = list(worse(recorded, reports))
    print("\n".join(["Sämre än sparat:", *found] if found else ["Inget är sämre än sparat."]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
