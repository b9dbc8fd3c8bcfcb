"""What the bot and the page say, and the off-switch (`closed`), for scripts."""

from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, jsonify
from pydantic import ValidationError

from bot.content import default_content, replaced
from web.admin.access import SCRIPTS, api, current_actor
from web.admin.api_bodies import ContentIn, body, refused
from web.admin.api_models import ContentOut
from web.admin.content_forms import PIECES, Piece, wrong_with
from web.admin.content_keeping import ContentKeeping
from web.admin.operations import described
from web.admin.parts import AdminParts
from web.problems import problem
from web.records.content import ContentRecords
from web.records.roles import Role

Answer = tuple[Any, int]
_NAMES = {piece.field: piece for piece in PIECES}


def routes(parts: AdminParts) -> Blueprint:
    """Everything at /api/v1/admin/content."""
    blueprint = Blueprint("admin_content_api", __name__, url_prefix=SCRIPTS)
    keeping = ContentKeeping(parts.records, ContentRecords(parts.records, parts.now), parts.audit)

    @api(blueprint, "/content", role=Role.ADMINISTRATOR)
    @described("Innehåll som går att ändra", gives=ContentOut, listed="content")
    def everything() -> Response:
        return jsonify(content=[_told(keeping, piece) for piece in PIECES])

    @api(blueprint, "/content/<name>", role=Role.ADMINISTRATOR, methods=("PUT",))
    @described("Ändra ett innehåll. ”closed” stänger tjänsten.", takes=ContentIn, gives=ContentOut, refusals=(404,))
    def put(name: str) -> Answer:
        if (piece := _NAMES.get(name)) is None:
            return problem(404, "Innehållet finns inte.")
        value = body(ContentIn).value
        try:
            content = replaced(keeping.current(), name, value)
        except ValidationError as error:
            return refused({"value": _why(piece, error)})
        keeping.put(current_actor().name, piece, content)
        return jsonify(_told(keeping, piece)), 200

    @api(blueprint, "/content/<name>", role=Role.ADMINISTRATOR, methods=("DELETE",))
    @described("Återställ ett innehåll", gives=ContentOut, refusals=(404,))
    def reset(name: str) -> Answer:
        if (piece := _NAMES.get(name)) is None:
            return problem(404, "Innehållet finns inte.")
        keeping.reset(current_actor().name, piece)
        return jsonify(_told(keeping, piece)), 200

    return blueprint


def _told(keeping: ContentKeeping, piece: Piece) -> dict[str, Any]:
    now, shipped = asdict(keeping.current()), asdict(default_content())
    return {
        "name": piece.field,
        "value": now[piece.field],
        "default": shipped[piece.field],
        "changed": piece.field in keeping.changed(),
    }


def _why(piece: Piece, error: ValidationError) -> str:
    """What is wrong with a value, in the words of the form."""
    found = error.errors(include_url=False, include_context=False, include_input=False)[0]
    return wrong_with(piece, found["loc"])
