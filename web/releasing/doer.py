"""Who builds and publishes."""

from dataclasses import dataclass
from typing import Protocol

from web.records.audit import TERMINAL
from web.records.roles import Role


class Doer(Protocol):
    """What is to be known of whoever does something: a name for the log, and the role."""

    @property
    def name(self) -> str: ...

    @property
    def role(self) -> Role: ...


@dataclass(frozen=True, slots=True)
class Operator:
    """Whoever may run commands where the service runs."""

    name: str = TERMINAL
    role: Role = Role.ADMINISTRATOR
