"""What the commands of `script_table` take; what they do is in script_commands, which is imported when one is run."""

import argparse
from typing import Any

from web.admin.script_table import COMMANDS, GROUPS, Argument, Place
from web.settings import Settings

NAMES = tuple(GROUPS)
COMMAND = "command_of_scripts"


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """A command for each group, with its deeds."""
    for group, text in GROUPS.items():
        deeds = commands.add_parser(group, help=text, description=text).add_subparsers(
            required=True, dest="deed", metavar="ÅTGÄRD"
        )
        for command in COMMANDS:
            if command.group == group:
                parser = deeds.add_parser(command.deed, help=command.help, description=command.help)
                parser.set_defaults(**{COMMAND: command})
                parser.add_argument("--json", action="store_true", help="svara med JSON")
                for argument in command.arguments:
                    _add(parser, argument)


def run(given: argparse.Namespace, settings: Settings) -> int:
    """Run one of the commands: 0 done, 1 refused or failed with the reason on stderr."""
    from web.admin.script_commands import run as run_script  # noqa: PLC0415 - it imports the whole service

    return run_script(given, settings)


def _add(parser: argparse.ArgumentParser, argument: Argument) -> None:
    shared: dict[str, Any] = {"help": argument.help, "type": argument.kind, "choices": argument.choices or None}
    if argument.flag:
        parser.add_argument(f"--{argument.name}", required=argument.needed, metavar=argument.name.upper(), **shared)
        return
    name = "NAMN=VÄRDE" if argument.place is Place.PAIRS else argument.name.upper()
    count = ("+" if argument.needed else "*") if argument.many else None
    parser.add_argument(argument.name, nargs=count, metavar=name, **shared)
