"""How a page or a script's address under /admin is declared, and the one guard that holds every request to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any

from flask import Blueprint, Flask, current_app, g, redirect, request, session, url_for
from flask_wtf.csrf import CSRFProtect
from werkzeug.exceptions import Forbidden, Unauthorized
from werkzeug.wrappers import Response

from web.access import Access, Needs, View, declare, needs_of, public, signed
from web.admin.parts import AdminParts
from web.problems import problem
from web.records.accounts import Administrator
from web.records.roles import Role

__all__ = [
    "PAGES",
    "SCRIPTS",
    "Actor",
    "Shown",
    "api",
    "current_actor",
    "current_administrator",
    "guard",
    "large_body",
    "open_page",
    "page",
    "public",
    "signed",
]

PAGES = "/admin"
SCRIPTS = "/api/v1/admin"
SECRET = "secret"  # noqa: S105 - the name of the field, no secret
_REFUSAL = tuple[Any, int]
Shown = str | Response | tuple[str, int]
"""What the view of a page gives."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something: an administrator's address, or the name of a token."""

    name: str
    role: Role
    by_token: bool


def page(
    blueprint: Blueprint, rule: str, *, role: Role, methods: Sequence[str] = ("GET",), endpoint: str | None = None
) -> Callable[[View], View]:
    """Declares a page below /admin that needs a session of an administrator who may what `role` may.

    A request that changes something (POST) also needs the CSRF token. `rule` and the prefix of the blueprint together
    must begin with /admin, or ValueError is raised.
    """
    _check_place(blueprint, rule, PAGES)
    return _declared(blueprint, rule, Needs(Access.SESSION, role), (methods, endpoint))


def open_page(blueprint: Blueprint, rule: str, *, methods: Sequence[str] = ("GET",)) -> Callable[[View], View]:
    """Declares a page below /admin that can be read without a session: login only. POST needs the CSRF token."""
    _check_place(blueprint, rule, PAGES)
    return _declared(blueprint, rule, Needs(Access.LOGIN), (methods, None))


def api(
    blueprint: Blueprint, rule: str, *, role: Role, methods: Sequence[str] = ("GET",), endpoint: str | None = None
) -> Callable[[View], View]:
    """Declares an address below /api/v1/admin that needs `Authorization: Bearer <token>` with the role."""
    _check_place(blueprint, rule, SCRIPTS)
    return _declared(blueprint, rule, Needs(Access.TOKEN, role), (methods, endpoint))


def large_body(size: int) -> Callable[[View], View]:
    """Lets a view take a body of up to `size` bytes; written below `page` or `api`."""

    def decorate(view: View) -> View:
        vars(view)["largest_body"] = size
        return view

    return decorate


def current_actor() -> Actor:
    """Who makes the current request. Raises LookupError where the route needs nobody."""
    actor: Actor | None = g.get("actor")
    if actor is None:
        raise LookupError("the route needs neither a session nor a token")
    return actor


def current_administrator() -> Administrator:
    """The account behind the current session. Raises LookupError where there is none."""
    administrator: Administrator | None = g.get("administrator")
    if administrator is None:
        raise LookupError("the route needs no session")
    return administrator


def guard(app: Flask, parts: AdminParts) -> None:
    """Hold every request below /admin and /api/v1/admin to what its route declared; one without is refused."""
    csrf = CSRFProtect(app)

    def check() -> Response | _REFUSAL | None:
        if request.endpoint is None or not _administrative(request.path):
            return None
        needs = needs_of(current_app, request.endpoint)
        if needs is None:
            raise Forbidden
        refused = _known(parts, needs)
        if refused is not None:
            return refused
        if (size := vars(current_app.view_functions[request.endpoint]).get("largest_body")) is not None:
            request.max_content_length = size
        if needs.access is not Access.TOKEN:
            csrf.protect()
        return None

    app.before_request(check)


def _administrative(path: str) -> bool:
    return any(path == start or path.startswith(f"{start}/") for start in (PAGES, SCRIPTS))


def _known(parts: AdminParts, needs: Needs) -> Response | _REFUSAL | None:
    """Makes the caller known, or gives the refusal. Raises Forbidden for another role than is needed."""
    if needs.access is Access.SESSION:
        return _known_by_session(parts, needs)
    if needs.access is Access.TOKEN:
        return _known_by_token(parts, needs)
    return None


def _known_by_session(parts: AdminParts, needs: Needs) -> Response | None:
    secret = session.get(SECRET)
    administrator = parts.sessions.administrator(secret) if isinstance(secret, str) else None
    if administrator is None:
        session.pop(SECRET, None)
        back = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("admin_login.ask", vidare=back), 303)
    g.administrator = administrator
    g.actor = Actor(administrator.email, administrator.role, by_token=False)
    _hold(administrator.role, needs)
    return None


def _known_by_token(parts: AdminParts, needs: Needs) -> _REFUSAL | None:
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    token = parts.tokens.find(secret.strip()) if kind.lower() == "bearer" else None
    if token is None:
        response, status = problem(Unauthorized.code)
        response.headers["WWW-Authenticate"] = 'Bearer realm="admin"'
        return response, status
    g.actor = Actor(f"token {token.name}", token.role, by_token=True)
    _hold(token.role, needs)
    return None


def _hold(role: Role, needs: Needs) -> None:
    if needs.role is None or not role.may(needs.role):
        raise Forbidden


def _check_place(blueprint: Blueprint, rule: str, start: str) -> None:
    path = (blueprint.url_prefix or "") + rule
    if path != start and not path.startswith(f"{start}/"):
        raise ValueError(f"{path} is not below {start}")


def _declared(
    blueprint: Blueprint, rule: str, needs: Needs, route: tuple[Sequence[str], str | None]
) -> Callable[[View], View]:
    methods, endpoint = route

    def decorate(view: View) -> View:
        # A view of its own for each route: a method may serve several, with other needs.
        @wraps(view)
        def served(**values: Any) -> Any:
            return view(**values)

        blueprint.add_url_rule(rule, endpoint, declare(served, needs), methods=list(methods))
        return view

    return decorate
