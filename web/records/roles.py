"""What an account or a token may do."""

from enum import StrEnum


class Role(StrEnum):
    """An editor keeps documents and golden questions; an administrator also publishes, and keeps accounts."""

    EDITOR = "redaktör"
    ADMINISTRATOR = "administratör"

    def may(self, needed: "Role") -> bool:
        """Whether this role is enough where `needed` is asked for."""
        return self is Role.ADMINISTRATOR or self is needed
