"""`python -m web admin …`: accounts from the terminal. A password is never an argument, which others could read."""

import getpass
import sys
from argparse import Namespace
from collections.abc import Callable

from web.admin.account_keeping import AccountKeeping
from web.admin.addresses import email_address
from web.admin.passwords import MOST, Passwords
from web.records.accounts import Accounts, Administrator
from web.records.audit import TERMINAL, Audit
from web.records.database import Records, default_url
from web.records.errors import NotFoundError, RecordsError
from web.records.roles import Role
from web.settings import Settings


class RefusedError(Exception):
    """What was asked for cannot be done; the text says why, in Swedish."""


def run(given: Namespace, settings: Settings) -> int:
    """0 when it is done, 1 when it is refused; what there is to say is printed."""
    try:
        records = Records.open(settings.database_url.get_secret_value() or default_url(settings.var_dir))
        try:
            said = _said(given, _Desk(records, settings))
        finally:
            records.close()
    except (RefusedError, RecordsError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{said}\n")
    return 0


def _said(given: Namespace, desk: "_Desk") -> str:
    deeds: dict[str, Callable[[], str]] = {
        "create": lambda: desk.create(email_address(given.email), Role(given.role)),
        "password": lambda: desk.set_password(given.email),
        "disable": lambda: desk.change_access(given.email, active=False),
        "enable": lambda: desk.change_access(given.email, active=True),
        "role": lambda: desk.change_role(given.email, Role(given.role)),
        "unlink": lambda: desk.unlink(given.email),
        "list": desk.listed,
    }
    return deeds[given.deed]()


class _Desk:
    def __init__(self, records: Records, settings: Settings) -> None:
        self._accounts = Accounts(records)
        self._keeping = AccountKeeping(records, Audit(records), Passwords(), settings.public_url)

    def create(self, email: str, role: Role) -> str:
        if self._accounts.by_email(email) is not None:
            raise RefusedError(f"Det finns redan ett konto för {email}.")
        self._keeping.create(TERMINAL, email, role, _password())
        return f"Kontot {email} är skapat, med rollen {role}."

    def set_password(self, email: str) -> str:
        account = self._account(email)
        self._keeping.set_password(TERMINAL, account, _password())
        return f"{account.email} har ett nytt lösenord och är utloggad överallt."

    def change_access(self, email: str, *, active: bool) -> str:
        account = self._account(email)
        self._keeping.change(TERMINAL, account, active=active)
        return f"{account.email} {'får logga in igen' if active else 'är avstängd och utloggad överallt'}."

    def change_role(self, email: str, role: Role) -> str:
        account = self._account(email)
        return f"{account.email}: {self._keeping.change(TERMINAL, account, role=role)}."

    def unlink(self, email: str) -> str:
        account = self._account(email)
        self._keeping.unlink(TERMINAL, account)
        return f"{account.email}: kopplat loss. Den som nu loggar in med adressen hos utfärdaren får kontot."

    def listed(self) -> str:
        return "\n".join(map(_line, self._accounts.all())) or "Det finns inga konton."

    def _account(self, email: str) -> Administrator:
        account = self._accounts.by_email(email)
        if account is None:
            raise NotFoundError(f"Det finns inget konto för {email}.")
        return account


def _password() -> str:
    return _asked() if sys.stdin.isatty() else sys.stdin.readline(MOST * 4).rstrip("\r\n")


def _asked() -> str:
    password = getpass.getpass("Lösenord (minst 15 tecken): ")
    if getpass.getpass("Samma lösenord igen: ") != password:
        raise RefusedError("Lösenorden är inte likadana.")
    return password


def _line(account: Administrator) -> str:
    state = "aktivt" if account.active else "avstängt"
    login = f"{account.last_login:%Y-%m-%d %H:%M} UTC" if account.last_login else "aldrig"
    return f"{account.email}\t{account.role}\t{state}\tsenast inloggad: {login}"
