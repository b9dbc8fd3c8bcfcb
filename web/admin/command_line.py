"""What `python -m web admin` takes; what it does is in commands, which is imported when it is run."""

import argparse

from web.records.roles import Role
from web.settings import Settings

NAME = "admin"


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command and its deeds."""
    parser = commands.add_parser(NAME, help="Sköt kontona för dem som får logga in.")
    deeds = parser.add_subparsers(required=True, dest="deed", metavar="ÅTGÄRD")
    create = deeds.add_parser("create", help="Skapa ett konto. Lösenordet frågas efter, eller läses från stdin.")
    create.add_argument("email", metavar="E-POST")
    roles = [role.value for role in Role]
    create.add_argument("--role", choices=roles, default=Role.ADMINISTRATOR.value, help="Förval: administratör.")
    deeds.add_parser("list", help="Visa alla konton.")
    password = deeds.add_parser("password", help="Byt lösenord på ett konto, som loggas ut överallt.")
    password.add_argument("email", metavar="E-POST")
    for deed, text in (
        ("disable", "Stäng av ett konto, som loggas ut överallt."),
        ("enable", "Öppna ett konto igen."),
        ("unlink", "Koppla loss ett konto från den som loggar in till det med OpenID Connect."),
    ):
        deeds.add_parser(deed, help=text).add_argument("email", metavar="E-POST")
    role = deeds.add_parser("role", help="Ge ett konto en annan roll.")
    role.add_argument("email", metavar="E-POST")
    role.add_argument("role", choices=roles, metavar="ROLL", help=" eller ".join(roles))


def run(given: argparse.Namespace, settings: Settings) -> int:
    """0 when it is done, 1 when it is refused."""
    from web.admin.commands import run as run_deed  # noqa: PLC0415 - it imports what hashes passwords

    return run_deed(given, settings)
