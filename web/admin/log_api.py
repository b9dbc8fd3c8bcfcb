"""The audit log, for scripts: newest first, a page at a time."""

from flask import Blueprint, Response, jsonify, request

from web.admin.access import SCRIPTS, api
from web.admin.api_bodies import plain
from web.admin.operations import Query, described
from web.admin.parts import AdminParts
from web.records.audit import AuditLine
from web.records.roles import Role

MOST_LINES = 500
_USUAL = 100
_LONGEST_WORD = 200
_QUERY = (
    Query("limit", {"type": "integer"}, f"Antal rader, 1 till {MOST_LINES}. Annars {_USUAL}."),
    Query("before", {"type": "integer"}, "Bara rader före den med det id:t."),
    Query("matching", {"type": "string"}, "Bara rader med de orden."),
)


def routes(parts: AdminParts) -> Blueprint:
    """GET /api/v1/admin/audit."""
    blueprint = Blueprint("admin_log_api", __name__, url_prefix=SCRIPTS)

    @api(blueprint, "/audit", role=Role.ADMINISTRATOR)
    @described("Loggen, nyast först", gives=AuditLine, listed="lines", query=_QUERY)
    def lines() -> Response:
        limit = min(max(request.args.get("limit", _USUAL, type=int), 1), MOST_LINES)
        word = request.args.get("matching", "").strip()[:_LONGEST_WORD]
        return jsonify(lines=plain(parts.audit.lines(limit, request.args.get("before", type=int), word)))

    return blueprint
