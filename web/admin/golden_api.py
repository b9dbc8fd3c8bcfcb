"""The golden questions that were added while the service runs, for scripts."""

from typing import Any

from flask import Blueprint, Response, jsonify

from web.admin.access import SCRIPTS, api, current_actor
from web.admin.api_bodies import GoldenIn, body, plain, refused
from web.admin.golden_keeping import GoldenKeeping, Written
from web.admin.operations import described
from web.admin.parts import AdminParts
from web.problems import problem
from web.records.errors import AlreadyExistsError, NotFoundError
from web.records.golden import GoldenQuestions, GoldenRecord
from web.records.roles import Role

_PATH = "/golden-questions"


def routes(parts: AdminParts) -> Blueprint:
    """Everything at /api/v1/admin/golden-questions."""
    blueprint = Blueprint("admin_golden_api", __name__, url_prefix=SCRIPTS)
    golden = GoldenQuestions(parts.records, parts.now)
    keeping = GoldenKeeping(parts.records, golden, parts.audit, parts.service.live)

    @api(blueprint, _PATH, role=Role.EDITOR)
    @described("Testfrågor som har lagts till", gives=GoldenRecord, listed="golden_questions")
    def everything() -> Response:
        return jsonify(golden_questions=plain(golden.all()))

    @api(blueprint, _PATH, role=Role.EDITOR, methods=("POST",))
    @described("Lägg till en testfråga", takes=GoldenIn, gives=GoldenRecord, status=201, refusals=(409,))
    def add() -> tuple[Any, int]:
        given = body(GoldenIn)
        written = Written(given.question, given.document, " ".join(given.answer.split()))
        if errors := written.errors(keeping.documents()):
            return refused(errors)
        try:
            return jsonify(plain(keeping.add(current_actor().name, written))), 201
        except AlreadyExistsError as error:
            return problem(409, str(error))

    @api(blueprint, f"{_PATH}/<int:golden_id>", role=Role.EDITOR, methods=("DELETE",))
    @described("Ta bort en testfråga", status=204, refusals=(404,))
    def remove(golden_id: int) -> tuple[Any, int]:
        try:
            keeping.remove(current_actor().name, golden_id)
        except NotFoundError as error:
            return problem(404, str(error))
        return "", 204

    return blueprint
