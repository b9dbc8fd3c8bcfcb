"""The pages about who may log in: list, create, change role, close and open again, set a password."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from web.admin.access import Shown, current_actor, page
from web.admin.account_form import own_words, read_email, read_new_password, read_role
from web.admin.account_keeping import AccountKeeping
from web.admin.parts import AdminParts
from web.records.accounts import Administrator
from web.records.errors import AlreadyExistsError, LastAdministratorError
from web.records.roles import Role

ROLES = tuple((role.value, role.value.capitalize()) for role in Role)


def routes(parts: AdminParts) -> Blueprint:
    """Everything at /admin/konton."""
    blueprint = Blueprint("admin_accounts", __name__)
    pages = _Pages(parts)
    needed = Role.ADMINISTRATOR
    page(blueprint, "/admin/konton", role=needed)(pages.everyone)
    page(blueprint, "/admin/konton/nytt", role=needed)(pages.ask_for_new)
    page(blueprint, "/admin/konton/nytt", role=needed, methods=("POST",))(pages.create)
    page(blueprint, "/admin/konton/<int:account_id>", role=needed)(pages.one)
    page(blueprint, "/admin/konton/<int:account_id>/roll", role=needed, methods=("POST",))(pages.change_role)
    page(blueprint, "/admin/konton/<int:account_id>/tillgang", role=needed, methods=("POST",))(pages.change_access)
    page(blueprint, "/admin/konton/<int:account_id>/losenord", role=needed, methods=("POST",))(pages.set_password)
    page(blueprint, "/admin/konton/<int:account_id>/koppla-loss", role=needed, methods=("POST",))(pages.unlink)
    return blueprint


class _Pages:
    def __init__(self, parts: AdminParts) -> None:
        self._parts = parts
        self._keeping = AccountKeeping(parts.records, parts.audit, parts.passwords, parts.settings.public_url)

    def everyone(self) -> str:
        return render_template("admin/accounts.html", accounts=self._parts.accounts.all())

    def ask_for_new(self) -> str:
        return self._new_form("", Role.EDITOR, {})

    def create(self) -> Shown:
        errors: dict[str, str] = {}
        email, role = read_email(request.form, errors), read_role(request.form, errors)
        password = read_new_password(request.form, errors, own_words(email, self._parts.settings.public_url))
        if not errors:
            try:
                self._keeping.create(current_actor().name, email, role, password)
            except AlreadyExistsError as error:
                errors["epost"] = str(error)
        if errors:
            return self._new_form(email, role, errors), 422
        flash(f"Kontot {email} är skapat. Lämna lösenordet på ett säkert sätt, och be personen byta det.")
        return redirect(url_for(".everyone"), 303)

    def one(self, account_id: int) -> str:
        return self._form(self._account(account_id), {})

    def change_role(self, account_id: int) -> Shown:
        account, errors = self._account(account_id), dict[str, str]()
        role = read_role(request.form, errors)
        if errors:
            return self._form(account, errors), 422
        return self._changed(account, role=role)

    def change_access(self, account_id: int) -> Shown:
        return self._changed(self._account(account_id), active=request.form.get("aktivt") == "ja")

    def set_password(self, account_id: int) -> Shown:
        account, errors = self._account(account_id), dict[str, str]()
        own = own_words(account.email, self._parts.settings.public_url)
        password = read_new_password(request.form, errors, own)
        if errors:
            return self._form(account, errors), 422
        self._keeping.set_password(current_actor().name, account, password)
        flash(f"{account.email} har ett nytt lösenord och är utloggad överallt.")
        return self._back(account)

    def unlink(self, account_id: int) -> Response:
        account = self._account(account_id)
        self._keeping.unlink(current_actor().name, account)
        flash(f"{account.email}: kopplat loss. Den som nu loggar in med adressen hos regionen får kontot.")
        return self._back(account)

    def _changed(self, account: Administrator, *, role: Role | None = None, active: bool | None = None) -> Shown:
        try:
            detail = self._keeping.change(current_actor().name, account, role=role, active=active)
        except LastAdministratorError as error:
            field = "roll" if role else "aktivt"
            return self._form(account, {field: f"{error} Ge någon annan rollen först."}), 422
        flash(f"{account.email}: {detail}.")
        return self._back(account)

    def _account(self, account_id: int) -> Administrator:
        account = self._parts.accounts.by_id(account_id)
        if account is None:
            raise NotFound
        return account

    def _back(self, account: Administrator) -> Response:
        return redirect(url_for(".one", account_id=account.id), 303)

    def _form(self, account: Administrator, errors: dict[str, str]) -> str:
        return render_template("admin/account.html", account=account, errors=errors, roles=ROLES)

    def _new_form(self, email: str, role: Role, errors: dict[str, str]) -> str:
        return render_template("admin/account_new.html", email=email, role=role, errors=errors, roles=ROLES)
