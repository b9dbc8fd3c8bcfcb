"""What is done with accounts, from a page, a script or a terminal: each deed with its line in the log."""

from web.admin.account_form import own_words
from web.admin.guessing import weakness
from web.admin.passwords import Passwords
from web.records.accounts import Accounts, Administrator
from web.records.audit import Action, Audit
from web.records.database import Records
from web.records.identities import Identities
from web.records.roles import Role


class WeakPasswordError(ValueError):
    """A password that is too easy to guess; the text says why, in Swedish."""


class AccountKeeping:
    """`actor` is who does it, as the log names them. Methods with an account raise NotFoundError where it is gone."""

    def __init__(self, records: Records, audit: Audit, passwords: Passwords, public_url: str) -> None:
        self._records = records
        self._audit = audit
        self._passwords = passwords
        self._public_url = public_url
        self._accounts = Accounts(records)

    def create(self, actor: str, email: str, role: Role, password: str | None) -> Administrator:
        """A new account, without a password for OpenID Connect only.

        Raises WeakPasswordError, and AlreadyExistsError where the address has an account.
        """
        kept = None if password is None else self._hashed(email, password)
        with self._records.transaction():
            account = self._accounts.create(email, role, kept)
            self._audit.write(actor, Action.ACCOUNT_CREATED, account.email, role)
            return account

    def set_password(self, actor: str, account: Administrator, password: str) -> None:
        """Another password, which ends every session. Raises WeakPasswordError."""
        kept = self._hashed(account.email, password)
        with self._records.transaction():
            self._accounts.set_password(account.id, kept)
            self._audit.write(actor, Action.PASSWORD_CHANGED, account.email)

    def change(
        self, actor: str, account: Administrator, *, role: Role | None = None, active: bool | None = None
    ) -> str:
        """Another role, closed or opened again; gives the change in words. Raises LastAdministratorError."""
        told = [] if role is None else [f"{account.role} → {role}"]
        told += [] if active is None else ["öppnat" if active else "avstängt"]
        detail = ", ".join(told)
        with self._records.transaction():
            self._accounts.change(account.id, role=role, active=active)
            self._audit.write(actor, Action.ACCOUNT_CHANGED, account.email, detail)
        return detail

    def unlink(self, actor: str, account: Administrator) -> None:
        """Let the account belong to whoever next logs in with its address by OpenID Connect."""
        with self._records.transaction():
            Identities(self._records).unbind(account.id)
            self._audit.write(actor, Action.ACCOUNT_CHANGED, account.email, "kopplat loss")

    def _hashed(self, email: str, password: str) -> str:
        if (reason := weakness(password, own_words(email, self._public_url))) is not None:
            raise WeakPasswordError(reason)
        return self._passwords.hash(password)
