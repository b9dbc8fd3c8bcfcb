"""Lines in the log about logins that were refused: few enough to read, and no address that has no account."""

from datetime import timedelta

from web.admin.addresses import email_address
from web.admin.parts import AdminParts
from web.records.accounts import Administrator
from web.records.audit import Action

NOBODY = "okänd"
NO_ACCOUNT = "adress utan konto"
MOST_AN_HOUR = 60
_TOLD = frozenset({1, 5, 10, 20, 30})
"""At which failures of an address within an hour there is a line."""

_HOUR = timedelta(hours=1)
_LINES = "lines about refused logins"


class RefusedLogins:
    """What is typed may be a password in the wrong field, and a line stays for good: only accounts are named.

    An address with an account and one without get their lines at the same failures, so the time that an answer takes
    tells nothing.
    """

    def __init__(self, parts: AdminParts) -> None:
        self._parts = parts

    def by_password(self, email: str, subject: str) -> None:
        """A password was wrong; `subject` is what the failures of the address are counted under, this one too."""
        number = self._parts.failures.recent(subject, _HOUR)
        if number in _TOLD:
            account = self._account(email)
            reason = "kontot är avstängt" if account and not account.active else "fel lösenord"
            self._write(account, f"{reason}, försök nummer {number} den senaste timmen")

    def by_provider(self, email: str, reason: str) -> None:
        """The issuer knows somebody who is not let in; `email` is of the account that it is about, or empty."""
        self._write(self._account(email), f"OpenID Connect: {reason}")

    def _account(self, email: str) -> Administrator | None:
        try:
            return self._parts.accounts.by_email(email_address(email))
        except ValueError:
            return None

    def _write(self, account: Administrator | None, detail: str) -> None:
        number = self._parts.failures.recent(_LINES, _HOUR)
        if number >= MOST_AN_HOUR:
            return
        last = " Fler skrivs inte den närmaste timmen." if number == MOST_AN_HOUR - 1 else ""
        with self._parts.records.transaction():
            self._parts.failures.note(_LINES)
            subject = account.email if account else NO_ACCOUNT
            self._parts.audit.write(NOBODY, Action.LOGIN_REFUSED, subject, f"{detail}{last}")
