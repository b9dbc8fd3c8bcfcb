"""Keys for scripts, for scripts. A secret is given once, in the answer to whoever makes the key."""

from typing import Any

from flask import Blueprint, Response, jsonify

from web.admin.access import SCRIPTS, api, current_actor
from web.admin.api_bodies import TokenIn, body, plain
from web.admin.api_models import TokenMade
from web.admin.operations import described
from web.admin.parts import AdminParts
from web.admin.token_keeping import TokenKeeping
from web.problems import problem
from web.records.errors import AlreadyExistsError, NotFoundError
from web.records.roles import Role
from web.records.tokens import ApiToken


def routes(parts: AdminParts) -> Blueprint:
    """Everything at /api/v1/admin/tokens."""
    blueprint = Blueprint("admin_token_api", __name__, url_prefix=SCRIPTS)
    keeping = TokenKeeping(parts.records, parts.tokens, parts.audit, parts.now)

    @api(blueprint, "/tokens", role=Role.ADMINISTRATOR)
    @described("API-nycklar, utan hemligheter", gives=ApiToken, listed="tokens")
    def everything() -> Response:
        return jsonify(tokens=plain(parts.tokens.all()))

    @api(blueprint, "/tokens", role=Role.ADMINISTRATOR, methods=("POST",))
    @described("Skapa en API-nyckel", takes=TokenIn, gives=TokenMade, status=201, refusals=(409,))
    def create() -> tuple[Any, int]:
        given = body(TokenIn)
        try:
            token, secret = keeping.create(current_actor().name, given.name.strip(), given.role, given.days)
        except AlreadyExistsError as error:
            return problem(409, str(error))
        return jsonify(token=plain(token), secret=secret), 201

    @api(blueprint, "/tokens/<int:token_id>", role=Role.ADMINISTRATOR, methods=("DELETE",))
    @described("Spärra en API-nyckel", status=204, refusals=(404,))
    def revoke(token_id: int) -> tuple[Any, int]:
        try:
            keeping.revoke(current_actor().name, token_id)
        except NotFoundError as error:
            return problem(404, str(error))
        return "", 204

    return blueprint
