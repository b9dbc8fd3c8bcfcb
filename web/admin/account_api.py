"""Who may log in, for scripts."""

from typing import Any

from flask import Blueprint, Response, jsonify

from web.admin.access import SCRIPTS, api, current_actor
from web.admin.account_keeping import AccountKeeping, WeakPasswordError
from web.admin.addresses import email_address
from web.admin.api_bodies import AccountChangeIn, AccountIn, body, plain, refused
from web.admin.operations import described
from web.admin.parts import AdminParts
from web.problems import problem
from web.records.accounts import Administrator
from web.records.errors import AlreadyExistsError, LastAdministratorError
from web.records.roles import Role

Answer = tuple[Any, int]


def routes(parts: AdminParts) -> Blueprint:
    """Everything at /api/v1/admin/accounts."""
    blueprint = Blueprint("admin_account_api", __name__, url_prefix=SCRIPTS)
    keeping = AccountKeeping(parts.records, parts.audit, parts.passwords, parts.settings.public_url)

    @api(blueprint, "/accounts", role=Role.ADMINISTRATOR)
    @described("Konton", gives=Administrator, listed="accounts")
    def everyone() -> Response:
        return jsonify(accounts=plain(parts.accounts.all()))

    @api(blueprint, "/accounts", role=Role.ADMINISTRATOR, methods=("POST",))
    @described("Skapa ett konto", takes=AccountIn, gives=Administrator, status=201, refusals=(409,))
    def create() -> Answer:
        return _created(keeping, body(AccountIn))

    @api(blueprint, "/accounts/<int:account_id>", role=Role.ADMINISTRATOR, methods=("PATCH",))
    @described(
        "Ändra roll, tillgång, lösenord eller koppling",
        takes=AccountChangeIn,
        gives=Administrator,
        refusals=(404, 409),
    )
    def change(account_id: int) -> Answer:
        given, account = body(AccountChangeIn), parts.accounts.by_id(account_id)
        if account is None:
            return problem(404, "Kontot finns inte.")
        try:
            with parts.records.transaction():
                _apply(keeping, account, given)
        except WeakPasswordError as error:
            return refused({"password": str(error)})
        except LastAdministratorError as error:
            return problem(409, str(error))
        return jsonify(plain(parts.accounts.by_id(account_id))), 200

    return blueprint


def _created(keeping: AccountKeeping, given: AccountIn) -> Answer:
    try:
        email = email_address(given.email)
    except ValueError as error:
        return refused({"email": str(error)})
    try:
        made = keeping.create(current_actor().name, email, given.role, given.password)
    except WeakPasswordError as error:
        return refused({"password": str(error)})
    except AlreadyExistsError as error:
        return problem(409, str(error))
    return jsonify(plain(made)), 201


def _apply(keeping: AccountKeeping, account: Administrator, given: AccountChangeIn) -> None:
    actor = current_actor().name
    if given.role is not None or given.active is not None:
        keeping.change(actor, account, role=given.role, active=given.active)
    if given.password is not None:
        keeping.set_password(actor, account, given.password)
    if given.linked is False:
        keeping.unlink(actor, account)
