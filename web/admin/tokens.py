"""The pages about keys for scripts: list, create with an end, revoke. A secret is shown once."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from web.admin.access import Shown, current_actor, page
from web.admin.account_form import read_role
from web.admin.accounts import ROLES
from web.admin.parts import AdminParts
from web.admin.token_keeping import TokenKeeping
from web.records.errors import AlreadyExistsError, NotFoundError
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
        self._keeping = TokenKeeping(parts.records, parts.tokens, parts.audit, parts.now)

    def everything(self) -> str:
        return self._list({})

    def create(self) -> Shown:
        errors: dict[str, str] = {}
        name, role = self._name(errors), read_role(request.form, errors)
        days = request.form.get("dagar", "")
        if days not in _DAYS:
            errors["dagar"] = "Välj hur länge nyckeln ska gälla."
        if not errors:
            try:
                token, secret = self._keeping.create(current_actor().name, name, role, int(days))
                # Shown in the answer itself: kept anywhere, even for a moment, the secret could be read again.
                return render_template("admin/token_made.html", token=token, secret=secret)
            except AlreadyExistsError as error:
                errors["namn"] = str(error)
        return self._list(errors, name, role, days), 422

    def revoke(self, token_id: int) -> Response:
        try:
            token = self._keeping.revoke(current_actor().name, token_id)
        except NotFoundError as error:
            raise NotFound from error
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
