"""The service from the terminal: serve it, release and withdraw, and do whatever its pages and its API do."""

import argparse
import sys
from collections.abc import Callable, Sequence

from index.configuration import ConfigurationError, configured, unknown_names
from web import configuration, keeping_commands, records_commands, release_commands, teams_sample
from web.admin import command_line as admin_command_line
from web.admin import script_command_line
from web.settings import Settings


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m web", description=__doc__)
    commands = parser.add_subparsers(required=True, dest="command", metavar="KOMMANDO")
    commands.add_parser("serve", help="Starta tjänsten.")
    form = commands.add_parser("config", help="Visa alla inställningar, med hemligheter dolda.")
    form.add_argument("--json", action="store_const", const="json", dest="form", help="som JSON")
    form.add_argument("--markdown", action="store_const", const="markdown", dest="form", help="som tabell med standard")
    records_commands.add_to(commands)
    release_commands.add_to(commands)
    keeping_commands.add_to(commands)
    admin_command_line.add_to(commands)
    script_command_line.add_to(commands)
    teams_sample.add_to(commands.add_parser("teams-test", help="Pröva webhooken för Teams på en tjänst som kör."))
    given = parser.parse_args(arguments)
    if given.command == "teams-test":
        return teams_sample.try_webhook(given.url, given.token, given.question)
    try:
        settings = configured(Settings)
    except ConfigurationError as error:
        print(error, file=sys.stderr)
        return 2
    for line in unknown_names(Settings):
        print(line, file=sys.stderr)
    return _run(given, settings)


def _run(given: argparse.Namespace, settings: Settings) -> int:
    if given.command == "config":
        print(configuration.FORMS[given.form or "lines"](settings))
        return 0
    runs: dict[str, Callable[[argparse.Namespace, Settings], int]] = {
        **dict.fromkeys(records_commands.NAMES, records_commands.run),
        **dict.fromkeys(keeping_commands.NAMES, keeping_commands.run),
        **dict.fromkeys(script_command_line.NAMES, script_command_line.run),
        release_commands.NAME: release_commands.run,
        admin_command_line.NAME: admin_command_line.run,
    }
    return runs.get(given.command, _serve)(given, settings)


def _serve(_given: argparse.Namespace, settings: Settings) -> int:
    from web.server import Server

    Server(settings).run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
