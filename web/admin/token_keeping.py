"""What is done with keys for scripts, from a page or a script: each deed with its line in the log."""

from datetime import timedelta

from web.clock import Now
from web.records.audit import Action, Audit
from web.records.database import Records
from web.records.errors import NotFoundError
from web.records.roles import Role
from web.records.tokens import ApiToken, ApiTokens


class TokenKeeping:
    """`actor` is who does it, as the log names them."""

    def __init__(self, records: Records, tokens: ApiTokens, audit: Audit, now: Now) -> None:
        self._records = records
        self._tokens = tokens
        self._audit = audit
        self._now = now

    def create(self, actor: str, name: str, role: Role, days: int) -> tuple[ApiToken, str]:
        """A key that opens something for so many days, and its secret. Raises AlreadyExistsError."""
        expires = self._now() + timedelta(days=days)
        with self._records.transaction():
            token, secret = self._tokens.create(name, role, actor, expires)
            self._audit.write(actor, Action.TOKEN_CREATED, name, f"{role}, gäller till {expires:%Y-%m-%d}")
            return token, secret

    def revoke(self, actor: str, token_id: int) -> ApiToken:
        """The key opens nothing any more. Raises NotFoundError."""
        token = next((token for token in self._tokens.all() if token.id == token_id), None)
        if token is None:
            raise NotFoundError("Nyckeln finns inte.")
        with self._records.transaction():
            self._tokens.revoke(token.id)
            self._audit.write(actor, Action.TOKEN_REVOKED, token.name)
            return token
