"""The pages to log in and out."""

from urllib.parse import urlsplit

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from web.admin import oidc
from web.admin.access import PAGES, SECRET, Shown, current_actor, current_administrator, open_page, page
from web.admin.logins import Logins, RefusedLoginError, TooManyFailuresError
from web.admin.oidc_accounts import OidcAccounts
from web.admin.parts import AdminParts
from web.admin.refused_logins import RefusedLogins
from web.records.audit import Action
from web.records.roles import Role

_WRONG = "E-postadressen eller lösenordet stämmer inte."
_WAIT = "Det har blivit för många försök. Vänta en stund och försök igen."


def routes(parts: AdminParts) -> Blueprint:
    """Everything at /admin/logga-in and /admin/logga-ut."""
    # The stricter limit of all requests (web.limits) knows the form by the name of this blueprint.
    blueprint = Blueprint("admin_login", __name__)
    logins = Logins(parts)
    pages = _Pages(parts, logins, oidc.provider(parts.settings))
    open_page(blueprint, "/admin/logga-in")(pages.ask)
    open_page(blueprint, "/admin/logga-in", methods=("POST",))(pages.answer)
    page(blueprint, "/admin/logga-ut", role=Role.EDITOR, methods=("POST",))(pages.leave)
    page(blueprint, "/admin/logga-ut-overallt", role=Role.EDITOR, methods=("POST",))(pages.leave_everywhere)
    if pages.provider is not None:
        open_page(blueprint, "/admin/logga-in/oidc")(pages.go)
        open_page(blueprint, "/admin/logga-in/oidc/svar")(pages.come_back)
    return blueprint


class _Pages:
    def __init__(self, parts: AdminParts, logins: Logins, provider: oidc.Provider | None) -> None:
        self.provider = provider
        self._parts = parts
        self._logins = logins
        self._by_provider = OidcAccounts(parts)
        self._refused = RefusedLogins(parts)

    def ask(self) -> str:
        return self._form(request.args.get("vidare", ""))

    def answer(self) -> Shown:
        form = request.form
        email, onwards = form.get("epost", ""), form.get("vidare", "")
        try:
            secret = self._logins.by_password(email, form.get("losenord", ""), request.remote_addr or "")
        except TooManyFailuresError:
            return self._form(onwards, email, _WAIT), 429
        except RefusedLoginError:
            return self._form(onwards, email, _WRONG), 422
        return self._enter(secret, onwards)

    def leave(self) -> Response:
        self._parts.sessions.close(session[SECRET])
        self._parts.audit.write(current_actor().name, Action.LOGOUT)
        return _left("Du är utloggad.")

    def leave_everywhere(self) -> Response:
        with self._parts.records.transaction():
            self._parts.sessions.close_all(current_administrator().id)
            self._parts.audit.write(current_actor().name, Action.LOGOUT_EVERYWHERE)
        return _left("Du är utloggad på alla datorer och telefoner.")

    def go(self) -> Shown:
        try:
            return self._provider().start(self._address(), request.args.get("vidare", ""))
        except oidc.RefusedByProviderError as error:
            return self._form("", "", str(error)), 422

    def come_back(self) -> Shown:
        onwards = session.get(oidc.ONWARDS, "")
        try:
            person = self._provider().finish()
            administrator = self._by_provider.of(person)
        except oidc.NotLetInError as error:
            self._refused.by_provider(error.account, str(error))
            return self._form(onwards, "", str(error)), 422
        except oidc.RefusedByProviderError as error:
            return self._form(onwards, "", str(error)), 422
        return self._enter(self._logins.open(administrator, "OpenID Connect"), onwards)

    def _provider(self) -> oidc.Provider:
        if self.provider is None:
            raise LookupError("no provider is configured")
        return self.provider

    def _address(self) -> str:
        return self._parts.settings.public_url.rstrip("/") + url_for(".come_back")

    def _enter(self, secret: str, onwards: str) -> Response:
        earlier = session.get(SECRET)
        if isinstance(earlier, str):
            self._parts.sessions.close(earlier)
        # A session that somebody else has seen or set gives nothing once its owner has logged in.
        session.clear()
        session[SECRET] = secret
        return redirect(_inside(onwards), 303)

    def _form(self, onwards: str, email: str = "", error: str = "") -> str:
        errors = {"epost": error} if error else {}
        shown = {"onwards": onwards, "email": email, "errors": errors, "by_provider": self.provider is not None}
        return render_template("admin/login.html", **shown)


def _left(message: str) -> Response:
    session.clear()
    flash(message)
    return redirect(url_for(".ask"), 303)


def _inside(address: str) -> str:
    """The address if it is a page of administrators on this site, or else the first page."""
    parts = urlsplit(address)
    is_page = parts.path == PAGES or parts.path.startswith(f"{PAGES}/")
    plain = not (parts.scheme or parts.netloc or "\\" in address or parts.path.startswith("/admin/logga-"))
    return address if is_page and plain else PAGES
