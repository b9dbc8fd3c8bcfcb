"""What the pages of administrators are handed: the parts of the service, with records, and what is made from them."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Self

from web.admin.passwords import Passwords
from web.clock import Now, utc_now
from web.parts import Parts
from web.records.accounts import Accounts
from web.records.audit import Audit
from web.records.database import Records
from web.records.login_failures import LoginFailures
from web.records.sessions import Sessions
from web.records.tokens import ApiTokens
from web.settings import Settings


@dataclass(frozen=True, slots=True)
class AdminParts:
    """Every blueprint under /admin is made from these."""

    service: Parts
    settings: Settings
    records: Records
    accounts: Accounts
    sessions: Sessions
    failures: LoginFailures
    tokens: ApiTokens
    audit: Audit
    passwords: Passwords
    now: Now

    @classmethod
    def of(cls, parts: Parts, now: Now = utc_now) -> Self:
        """Raises ValueError for a service without records."""
        records, settings = parts.records, parts.settings
        if records is None:
            raise ValueError("the administrators' pages need records")
        lifetime, idle = timedelta(hours=settings.session_hours), timedelta(minutes=settings.session_idle_minutes)
        return cls(
            service=parts,
            settings=settings,
            records=records,
            accounts=Accounts(records, now),
            sessions=Sessions(records, now, lifetime, idle),
            failures=LoginFailures(records, now),
            tokens=ApiTokens(records, now),
            audit=Audit(records, now),
            passwords=Passwords(),
            now=now,
        )
