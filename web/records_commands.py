"""The commands `purge` and `export`."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from web.settings import Settings

if TYPE_CHECKING:
    from web.records.database import Records

NAMES = ("purge", "export")
_NO_DECISION = Settings.model_fields["retention_decision"].default
_WHAT = ("questions", "feedback", "counts", "audit", "accounts")


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The two commands and their arguments."""
    purging = "Ta bort frågor, omdömen och räknare som är äldre än BOT_RETENTION_DAYS."
    commands.add_parser("purge", help=purging, description=purging)
    exporting = "Skriv ut det som är sparat till en fil, för en begäran om allmän handling."
    export = commands.add_parser("export", help=exporting, description=exporting)
    export.add_argument("--format", choices=("csv", "json"), required=True, help="filens form")
    export.add_argument("--what", choices=_WHAT, default=_WHAT[0], help=f"vad som skrivs ut (annars {_WHAT[0]})")
    export.add_argument("file", type=Path, metavar="FIL", help="filen som skrivs; en som finns byts ut")


def run(given: argparse.Namespace, settings: Settings) -> int:
    """Run one of the commands: 0 done, 1 failed with the reason on stderr."""
    from web.records.database import Records, default_url
    from web.records.errors import RecordsError

    try:
        records = Records.open(settings.database_url.get_secret_value() or default_url(settings.var_dir))
    except RecordsError as error:
        return _failed(error)
    try:
        return _purge(records, settings) if given.command == "purge" else _export(records, given)
    except (RecordsError, OSError) as error:
        return _failed(error)
    finally:
        records.close()


def _purge(records: "Records", settings: Settings) -> int:
    from web.records.retention import Retention, purge

    if settings.retention_decision == _NO_DECISION:
        _say("Varning: inget gallringsbeslut är angivet i BOT_RETENTION_DECISION. Loggen säger det.", sys.stderr)
    purged = purge(records, Retention(settings.retention_days, settings.retention_decision))
    _say(
        f"Borttagna rader från tiden före {purged.before}. Frågor utan svar: {purged.unanswered}. "
        f"Omdömen: {purged.feedback}. Dagsräknare: {purged.counts}."
    )
    return 0


def _export(records: "Records", given: argparse.Namespace) -> int:
    from web.records.audit import TERMINAL, Action, Audit
    from web.records.export import Format, What, write

    number = write(records, What(given.what), Format(given.format), given.file)
    Audit(records).write(TERMINAL, Action.EXPORTED, given.what, f"{given.format}, antal rader: {number}")
    _say(f"Rader i {given.file}: {number}")
    return 0


def _failed(error: Exception) -> int:
    _say(str(error), sys.stderr)
    return 1


def _say(text: str, stream: Any = None) -> None:
    print(text, file=stream or sys.stdout)
