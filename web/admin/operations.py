"""What an address for scripts takes and gives, said beside its view: the description of the API is made from it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from web.access import View

_NAME = "operation"


@dataclass(frozen=True, slots=True)
class Query:
    """A parameter of the address: its name, its JSON schema and what it means."""

    name: str
    schema: dict[str, Any]
    meaning: str


@dataclass(frozen=True, slots=True)
class Operation:
    """`takes` and `gives` are types that pydantic knows; `listed` is the field that holds a list of what is given.

    `bodiless` says that what is taken may be left out, and `file` that a file is taken in the field `file` of a form,
    beside the fields of `takes`. `goes_on` says that it answers 202 when it takes longer than a request may.
    """

    summary: str
    takes: Any = None
    gives: Any = None
    listed: str = ""
    status: int = 200
    query: tuple[Query, ...] = ()
    file: bool = False
    bodiless: bool = False
    goes_on: bool = False
    refusals: tuple[int, ...] = field(default=())


def described(summary: str, **more: Any) -> Callable[[View], View]:
    """Says what the view of an address for scripts does; `more` are the other fields of Operation."""

    def decorate(view: View) -> View:
        vars(view)[_NAME] = Operation(summary, **more)
        return view

    return decorate


def operation_of(view: Callable[..., Any]) -> Operation | None:
    """What was said of a view."""
    found = vars(view).get(_NAME)
    return found if isinstance(found, Operation) else None
