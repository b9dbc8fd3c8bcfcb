"""Whether Teams sent a message: HMAC-SHA256 over the body as it came, with one of the known security tokens."""

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass
from typing import Self

_FEWEST_BYTES = 16


@dataclass(frozen=True, slots=True)
class Keys:
    """The decoded security tokens, one for each team and, while a token is replaced, one more."""

    keys: tuple[bytes, ...]

    @classmethod
    def parse(cls, tokens: str) -> Self:
        """Comma-separated base64; empty gives no keys. Raises ValueError for what is no token, without repeating it."""
        return cls(tuple(_decoded(token) for token in map(str.strip, tokens.split(",")) if token))

    def __bool__(self) -> bool:
        return bool(self.keys)

    def signed(self, authorization: str | None, body: bytes) -> bool:
        """Whether the header is what one of the keys gives for the body. The time does not tell how near it was."""
        given = (authorization or "").encode(errors="replace")
        # The whole header is compared: decoded, several ways to write the same signature would pass.
        matches = [hmac.compare_digest(given, authorization_for(key, body).encode()) for key in self.keys]
        return any(matches)


def authorization_for(key: bytes, body: bytes) -> str:
    """The Authorization header that Teams sends with a body."""
    return "HMAC " + base64.b64encode(hmac.digest(key, body, hashlib.sha256)).decode()


def _decoded(token: str) -> bytes:
    try:
        key = base64.b64decode(token, validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) < _FEWEST_BYTES:
        raise ValueError("En säkerhetstoken från Teams ska vara base64 av minst 16 byte.")
    return key
