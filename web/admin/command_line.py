"""What `python -m web admin` takes; what it does is in commands, which is imported when it is run."""

import argparse

from web.records.roles import Role

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
    disable = deeds.add_parser("disable", help="Stäng av ett konto, som loggas ut överallt.")
    disable.add_argument("email", metavar="E-POST")
