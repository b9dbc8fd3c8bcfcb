"""Passwords: which are good enough, and how they are kept (argon2id)."""

import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

FEWEST, MOST = 15, 200
"""The length of a password in code points."""
_KIB = 64 * 1024
_AT_ONCE = 2


class Passwords:
    """Hashes and verifies. A password is normalised (NFKC), so that it does not matter how a keyboard writes an å."""

    def __init__(self, memory_kib: int = _KIB) -> None:
        self._hasher = PasswordHasher(time_cost=3, memory_cost=memory_kib, parallelism=1)
        # Each takes its memory for as long as it lasts; many logins at once must not take the memory of the answers.
        self._turn = threading.BoundedSemaphore(_AT_ONCE)
        self._nobody = self._hasher.hash("ingen har det här lösenordet")

    def hash(self, password: str) -> str:
        """The hash to keep, with its salt and parameters."""
        with self._turn:
            return self._hasher.hash(normalised(password))

    def verify(self, kept: str | None, password: str) -> bool:
        """Whether the password gives the hash.

        Takes as long where there is none, so that time does not tell who has an account.
        """
        if len(password) > MOST:
            return False
        with self._turn:
            try:
                return self._hasher.verify(kept or self._nobody, normalised(password)) and bool(kept)
            except (VerificationError, InvalidHashError):
                return False

    def outdated(self, kept: str) -> bool:
        """Whether the hash was made with other parameters than today's."""
        return self._hasher.check_needs_rehash(kept)


def normalised(password: str) -> str:
    return unicodedata.normalize("NFKC", password)
