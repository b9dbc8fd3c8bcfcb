"""The pages about keys for scripts: list, create with an end, revoke. A secret is shown once."""

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from web.admin.access import Shown, current_actor, page
from web.admin.account_form import read_role
from web.admin.accounts import ROLES
from web.admin.parts import AdminParts
from web.records.audit import Action
from web.records.errors import AlreadyExistsError
from web.records.roles import Role
from web.records.tokens import LONGEST_NAME, ApiToken

_DAYS = {"30": "30 dagar", "90": "90 dagar", "365": "Ett år"}
_USUAL = "90"


def routes(parts: AdminParts) -> Blueprint:
    """Everything at /admin/nycklar."""
    blueprint = Blueprint("admin_tokens", __name__)
    pages = _Pages(parts)
    needed = Role.ADMINISTRATOR
    page(blueprint, "/admin/nycklar", role=needed)(pages.everything)
    page(blueprint, "/admin/nycklar", role=needed, methods=("POST",))(pages.create)
    page(blueprint, "/admin/nycklar/<int:token_id>/sparra", role=needed, methods=("POST",))(pages.revoke)
    return blueprint


class _Pages:
    def __init__(self, parts: AdminParts) -> None:
        self._parts = parts

    def everything(self) -> str:
        return self._list({})

    def create(self) -> Shown:
        errors: dict[str, str] = {}
        name, role = self._name(errors), read_role(request.form, errors)
        days = request.form.get("dagar", "")
        if days not in _DAYS:
            errors["dagar"] = "Välj hur länge nyckeln ska gälla."
        if not errors:
            expires = self._parts.now() + timedelta(days=int(days))
            actor = current_actor().name
            try:
                with self._parts.records.transaction():
                    token, secret = self._parts.tokens.create(name, role, actor, expires)
                    detail = f"{role}, gäller till {expires:%Y-%m-%d}"
                    self._parts.audit.write(actor, Action.TOKEN_CREATED, name, detail)
                # Shown in the answer itself: kept anywhere, even for a moment, the secret could be read again.
                return render_template("admin/token_made.html", token=token, secret=secret)
            except AlreadyExistsError as error:
                errors["namn"] = str(error)
        return self._list(errors, name, role, days), 422

    def revoke(self, token_id: int) -> Response:
        token = next((token for token in self._parts.tokens.all() if token.id == token_id), None)
        if token is None:
            raise NotFound
        with self._parts.records.transaction():
            self._parts.tokens.revoke(token.id)
            self._parts.audit.write(current_actor().name, Action.TOKEN_REVOKED, token.name)
        flash(f"Nyckeln {token.name} är spärrad.")
        return redirect(url_for(".everything"), 303)

    def _name(self, errors: dict[str, str]) -> str:
        name = request.form.get("namn", "").strip()
        if not 0 < len(name) <= LONGEST_NAME:
            errors["namn"] = f"Skriv ett namn med högst {LONGEST_NAME} tecken, som ”nattligt bygge”."
        return name

    def _list(self, errors: dict[str, str], name: str = "", role: Role = Role.EDITOR, days: str = _USUAL) -> str:
        tokens = [(token, self._state(token)) for token in self._parts.tokens.all()]
        wanted = {"name": name, "role": role, "days": days, "errors": errors}
        return render_template("admin/tokens.html", tokens=tokens, roles=ROLES, lifetimes=_DAYS.items(), **wanted)

    def _state(self, token: ApiToken) -> str:
        if token.revoked:
            return "spärrad"
        return "gäller" if token.expires > self._parts.now() else "har gått ut"
