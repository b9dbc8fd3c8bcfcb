"""`python -m web admin …`: accounts from the terminal. A password is never an argument, which others could read."""

import getpass
import sys
from argparse import Namespace

from web.admin.account_form import own_words
from web.admin.addresses import email_address
from web.admin.guessing import weakness
from web.admin.passwords import MOST, Passwords
from web.records.accounts import Accounts, Administrator
from web.records.audit import TERMINAL, Action, Audit
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
    if given.deed == "create":
        return desk.create(email_address(given.email), Role(given.role))
    if given.deed == "password":
        return desk.set_password(given.email)
    return desk.disable(given.email) if given.deed == "disable" else desk.listed()


class _Desk:
    def __init__(self, records: Records, settings: Settings) -> None:
        self._records = records
        self._public_url = settings.public_url
        self._accounts = Accounts(records)
        self._audit = Audit(records)

    def create(self, email: str, role: Role) -> str:
        if self._accounts.by_email(email) is not None:
            raise RefusedError(f"Det finns redan ett konto för {email}.")
        kept = Passwords().hash(self._password(email))
        with self._records.transaction():
            self._accounts.create(email, role, kept)
            self._audit.write(TERMINAL, Action.ACCOUNT_CREATED, email, role)
        return f"Kontot {email} är skapat, med rollen {role}."

    def set_password(self, email: str) -> str:
        account = self._account(email)
        kept = Passwords().hash(self._password(account.email))
        with self._records.transaction():
            self._accounts.set_password(account.id, kept)
            self._audit.write(TERMINAL, Action.PASSWORD_CHANGED, account.email)
        return f"{account.email} har ett nytt lösenord och är utloggad överallt."

    def disable(self, email: str) -> str:
        account = self._account(email)
        with self._records.transaction():
            self._accounts.change(account.id, active=False)
            self._audit.write(TERMINAL, Action.ACCOUNT_CHANGED, account.email, "avstängt")
        return f"{account.email} är avstängd och utloggad överallt."

    def listed(self) -> str:
        return "\n".join(map(_line, self._accounts.all())) or "Det finns inga konton."

    def _account(self, email: str) -> Administrator:
        account = self._accounts.by_email(email)
        if account is None:
            raise NotFoundError(f"Det finns inget konto för {email}.")
        return account

    def _password(self, email: str) -> str:
        password = _asked() if sys.stdin.isatty() else sys.stdin.readline(MOST * 4).rstrip("\r\n")
        if (reason := weakness(password, own_words(email, self._public_url))) is not None:
            raise RefusedError(reason)
        return password


def _asked() -> str:
    password = getpass.getpass("Lösenord (minst 15 tecken): ")
    if getpass.getpass("Samma lösenord igen: ") != password:
        raise RefusedError("Lösenorden är inte likadana.")
    return password


def _line(account: Administrator) -> str:
    state = "aktivt" if account.active else "avstängt"
    login = f"{account.last_login:%Y-%m-%d %H:%M} UTC" if account.last_login else "aldrig"
    return f"{account.email}\t{account.role}\t{state}\tsenast inloggad: {login}"
