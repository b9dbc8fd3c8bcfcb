"""An administrator's own account: a new password, and logging out everywhere."""

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request, session, url_for

from web.admin.access import SECRET, Shown, current_administrator, page
from web.admin.account_form import own_words, read_new_password
from web.admin.parts import AdminParts
from web.records.accounts import Administrator
from web.records.audit import Action
from web.records.roles import Role

_WRONG = "Det är inte ditt nuvarande lösenord."
_WAIT = "Det har blivit för många försök. Vänta en stund och försök igen."
_MOST, _WITHIN = 10, timedelta(minutes=15)


def routes(parts: AdminParts) -> Blueprint:
    """GET and POST /admin/mitt-konto."""
    blueprint = Blueprint("admin_own_account", __name__)
    pages = _Pages(parts)
    page(blueprint, "/admin/mitt-konto", role=Role.EDITOR)(pages.ask)
    page(blueprint, "/admin/mitt-konto", role=Role.EDITOR, methods=("POST",))(pages.change)
    return blueprint


class _Pages:
    def __init__(self, parts: AdminParts) -> None:
        self._parts = parts
        self._passwords = parts.passwords

    def ask(self) -> str:
        return self._form({})

    def change(self) -> Shown:
        account, errors = current_administrator(), dict[str, str]()
        if (reason := self._refusal(account)) is not None:
            errors["nuvarande"] = reason
        password = read_new_password(request.form, errors, own_words(account.email, self._parts.settings.public_url))
        if errors:
            return self._form(errors), 422
        fresh = self._passwords.hash(password)
        with self._parts.records.transaction():
            self._parts.accounts.set_password(account.id, fresh)
            self._parts.audit.write(account.email, Action.PASSWORD_CHANGED, account.email)
            # The new password has ended every session; this one goes on under a new secret.
            secret = self._parts.sessions.open(account.id)
        session.clear()
        session[SECRET] = secret
        flash("Du har bytt lösenord, och är utloggad överallt utom här.")
        return redirect(url_for(".ask"), 303)

    def _refusal(self, account: Administrator) -> str | None:
        """Why the current password is not accepted. Whoever found a session open must not guess it there."""
        failures, subject = self._parts.failures, f"own account {account.id}"
        if failures.recent(subject, _WITHIN) >= _MOST:
            return _WAIT
        kept = self._parts.accounts.password_hash(account.id)
        if self._passwords.verify(kept, request.form.get("nuvarande", "")):
            return None
        failures.note(subject)
        return _WRONG

    def _form(self, errors: dict[str, str]) -> str:
        return render_template("admin/own_account.html", account=current_administrator(), errors=errors)
