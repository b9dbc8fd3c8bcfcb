"""Logging in with a password, slowed down after failures without telling which addresses have an account."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta

from web.admin.addresses import email_address
from web.admin.parts import AdminParts
from web.admin.refused_logins import RefusedLogins
from web.admin.secret_key import secret_key
from web.limits import client_key
from web.records.accounts import Administrator
from web.records.audit import Action

_Limits = tuple[tuple[timedelta, int], ...]
_MINUTE, _QUARTER, _HOUR = timedelta(minutes=1), timedelta(minutes=15), timedelta(hours=1)
_OF_A_CLIENT_AT_AN_ACCOUNT: _Limits = ((_MINUTE, 5), (_QUARTER, 10), (_HOUR, 20))
_OF_A_CLIENT: _Limits = ((_MINUTE, 10), (_QUARTER, 30))
# Wider: whoever fails on purpose must not easily keep the owner of the account out.
_AT_AN_ACCOUNT: _Limits = ((_QUARTER, 30),)


class RefusedLoginError(Exception):
    """The address or the password is not right."""


class TooManyFailuresError(RefusedLoginError):
    """Nothing is tried before some time has passed."""


@dataclass(frozen=True, slots=True)
class _Subjects:
    """What failures are counted for."""

    limits: dict[str, _Limits]
    forgotten: tuple[str, ...]
    client: str
    account: str


class Logins:
    """Opens sessions."""

    def __init__(self, parts: AdminParts) -> None:
        self._parts = parts
        self._passwords = parts.passwords
        self._refused = RefusedLogins(parts)
        # The database then holds nothing that an address could be guessed from without the key.
        self._key = hmac.digest(secret_key(parts.settings).encode(), b"login failures", hashlib.sha256)

    def by_password(self, email: str, password: str, client: str) -> str:
        """The secret of a new session. Raises RefusedLoginError, or TooManyFailuresError where it must wait."""
        subjects = self._subjects(email, client)
        if any(self._over(subject, limits) for subject, limits in subjects.limits.items()):
            raise TooManyFailuresError
        # Noted before it is tried: attempts side by side are all counted.
        with self._parts.records.transaction():
            for subject in subjects.limits:
                self._parts.failures.note(subject)
        administrator = self._verified(email, password)
        if administrator is None:
            self._refused.by_password(email, subjects.account)
            raise RefusedLoginError
        for subject in subjects.forgotten:
            self._parts.failures.forget(subject)
        self._parts.failures.take_back(subjects.client)
        return self.open(administrator, "lösenord")

    def open(self, administrator: Administrator, by: str) -> str:
        """The secret of a new session of someone who is known, and a line about it."""
        with self._parts.records.transaction():
            self._parts.accounts.note_login(administrator.id)
            self._parts.audit.write(administrator.email, Action.LOGIN, administrator.email, by)
            return self._parts.sessions.open(administrator.id)

    def _verified(self, email: str, password: str) -> Administrator | None:
        accounts = self._parts.accounts
        try:
            administrator = accounts.by_email(email_address(email))
        except ValueError:
            administrator = None
        kept = accounts.password_hash(administrator.id) if administrator and administrator.active else None
        if not self._passwords.verify(kept, password) or administrator is None or kept is None:
            return None
        if self._passwords.outdated(kept):
            accounts.set_password(administrator.id, self._passwords.hash(password))
        return administrator

    def _subjects(self, email: str, client: str) -> _Subjects:
        account = hmac.digest(self._key, email.strip().lower().encode(errors="replace"), hashlib.sha256).hex()
        network = client_key(client, self._key)
        both, alone, anyone = f"{account} {network}", f"client {network}", f"account {account}"
        limits = {both: _OF_A_CLIENT_AT_AN_ACCOUNT, alone: _OF_A_CLIENT, anyone: _AT_AN_ACCOUNT}
        # What a client did at other accounts is not made good by an account of its own.
        return _Subjects(limits, (both, anyone), alone, anyone)

    def _over(self, subject: str, limits: _Limits) -> bool:
        return any(self._parts.failures.recent(subject, within) >= most for within, most in limits)
