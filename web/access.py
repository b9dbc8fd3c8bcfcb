"""What every route declares: that it is open to all, or what it needs. A test reads it from each of them."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any, TypeVar, cast

from flask import Flask

from web.records.roles import Role

View = TypeVar("View", bound=Callable[..., Any])


class Access(StrEnum):
    """By what a route knows who calls; LOGIN is open to all, and has a cookie for its form."""

    PUBLIC = "public"
    SIGNED = "signed"
    LOGIN = "login"
    SESSION = "session"
    TOKEN = "token"  # noqa: S105 - a kind of access, no secret


@dataclass(frozen=True, slots=True)
class Needs:
    """What a route needs; a `role` with a session or a token only."""

    access: Access
    role: Role | None = None


def declare(view: View, needs: Needs) -> View:
    """The same view, with its declaration."""
    vars(view)["needs"] = needs
    return view


def public(view: View) -> View:
    """A view that is open to all and neither sets nor reads a cookie."""
    return declare(view, Needs(Access.PUBLIC))


def signed(view: View) -> View:
    """A view that checks a signature over the request itself."""
    return declare(view, Needs(Access.SIGNED))


def goes_on(view: View, late: View) -> View:
    """The view, whose work goes on when the time of its request is over: what is answered then is what `late` gives.

    `late` is called with the same values, in the same request, and must be quick.
    """

    @wraps(view)
    def served(**values: Any) -> Any:
        return view(**values)

    vars(served)["late"] = late
    return cast(View, served)


def late_answer(view: Callable[..., Any]) -> Callable[..., Any] | None:
    """What a view declared by `goes_on` is answered with when its time is over; None for other views."""
    late: Callable[..., Any] | None = vars(view).get("late")
    return late


def needs_of(app: Flask, endpoint: str) -> Needs | None:
    """What the view behind an endpoint has declared."""
    needs = vars(app.view_functions[endpoint]).get("needs")
    return needs if isinstance(needs, Needs) else None
