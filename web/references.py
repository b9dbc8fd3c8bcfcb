"""References to quotes, `id@version:start-end`, as they come from outside."""

import re
from dataclasses import dataclass
from typing import Self

_PLACE = r"([a-z0-9-]{1,200})[@/]([0-9a-z]{1,64})[:/]([0-9]{1,9})-([0-9]{1,9})"
_WHOLE = re.compile(_PLACE.replace("[@/]", "@").replace("[:/]", ":"))
PATTERN = f"^{_WHOLE.pattern}$"
"""The same for those who read the API's description."""
_INSIDE = re.compile(rf"(?<![a-z0-9-]){_PLACE}")


@dataclass(frozen=True, slots=True)
class Reference:
    """A stretch of a version's canonical text, in code points; nothing says that it exists."""

    document_id: str
    version: str
    start: int
    end: int

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The reference that a text is, or None."""
        found = _WHOLE.fullmatch(text.strip())
        return cls._of(found) if found else None

    @classmethod
    def inside(cls, text: str) -> Self | None:
        """The first reference in a text, which may also stand as the address of a quote; or None."""
        found = _INSIDE.search(text)
        return cls._of(found) if found else None

    @classmethod
    def _of(cls, found: re.Match[str]) -> Self:
        document_id, version, start, end = found.groups()
        return cls(document_id, version, int(start), int(end))

    def __str__(self) -> str:
        return f"{self.document_id}@{self.version}:{self.start}-{self.end}"
