"""The commands `withdraw`, `backup` and `restore`."""

import argparse
import json
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from web.settings import Settings

if TYPE_CHECKING:
    from web.records.database import Records

NAMES = ("withdraw", "backup", "restore")


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The three commands and their arguments."""
    withdrawing = "Återkalla en version som publicerats av misstag: radera den överallt. Det går inte att ångra."
    withdraw = commands.add_parser("withdraw", help=withdrawing, description=withdrawing)
    withdraw.add_argument("version", metavar="VERSION", help="versionens namn, som det står i dess adress")
    withdraw.add_argument("--reason", required=True, metavar="TEXT", help="varför; sparas i loggen för gott")
    withdraw.add_argument("--json", action="store_true", help="svara med JSON")
    saving = "Säkerhetskopiera till en fil. Tjänsten får köra under tiden. Nyckeln i secret.key följer inte med."
    backup = commands.add_parser("backup", help=saving, description=saving)
    backup.add_argument(
        "file", type=Path, metavar="FIL", help="filen som skrivs: .tar.gz, eller .tar utan komprimering"
    )
    backup.add_argument("--json", action="store_true", help="svara med JSON")
    restoring = "Återställ en säkerhetskopia. Stoppa tjänsten först."
    restore = commands.add_parser("restore", help=restoring, description=restoring)
    restore.add_argument("file", type=Path, metavar="FIL", help="en fil som backup har skrivit")
    aside = "flytta undan det som redan finns i var-mappen i stället för att avbryta"
    restore.add_argument("--force", action="store_true", help=aside)
    restore.add_argument("--json", action="store_true", help="svara med JSON")


def run(given: argparse.Namespace, settings: Settings) -> int:
    """Run one of the commands: 0 done, 1 failed with the reason on stderr."""
    from index.errors import IndexingError
    from web.backup.errors import BackupError
    from web.records.errors import RecordsError
    from web.releasing.errors import ReleaseError

    try:
        if given.command == "restore":
            return _restore(given, settings)
        with closing(_records(settings)) as records:
            return (_withdraw if given.command == "withdraw" else _backup)(given, settings, records)
    except (IndexingError, BackupError, RecordsError, ReleaseError, OSError) as error:
        print(error, file=sys.stderr)
        return 1


def _records(settings: Settings) -> "Records":
    from web.records.database import Records, default_url

    return Records.open(settings.database_url.get_secret_value() or default_url(settings.var_dir))


def _withdraw(given: argparse.Namespace, settings: Settings, records: "Records") -> int:
    from web.releasing.doer import Operator
    from web.withdrawing import Withdrawing, to_dict, told

    done = Withdrawing(settings, records).withdraw(given.version, Operator(), given.reason)
    print(json.dumps(to_dict(done), ensure_ascii=False) if given.json else told(done))
    return 0


def _backup(given: argparse.Namespace, settings: Settings, records: "Records") -> int:
    from web.backup.saving import back_up

    manifest = back_up(settings.var_dir, settings.encoders_dir, records, given.file)
    if given.json:
        told = {"file": str(given.file), "created": manifest.created, "live": manifest.live or None}
        print(json.dumps(told | {"files": len(manifest.files)}))
        return 0
    print(f"Säkerhetskopian är skriven: {given.file}. Antal filer: {len(manifest.files)}.")
    print("Nyckeln i secret.key och medföljande dokument ingår inte.")
    return 0


def _restore(given: argparse.Namespace, settings: Settings) -> int:
    from web.backup.restoring import restore

    done = restore(given.file, settings, force=given.force)
    created = done.manifest.created
    if given.json:
        print(json.dumps({"created": created, "live": done.live, "withdrawn": done.withdrawn}))
        return 0
    print(f"Återställt från {given.file}, som skrevs {created}. Publicerat index: {done.live or 'inget'}.")
    if done.withdrawn:
        print(f"Återkallat igen, som det står i var-mappens withdrawn: {', '.join(done.withdrawn)}.")
    print("Har något annat återkallats efter att kopian skrevs? Återkalla det igen innan du startar tjänsten.")
    return 0
