"""What people ask and get no answer to, and the figures, for scripts."""

from typing import Any

from flask import Blueprint, Response, jsonify, request

from web.admin.access import api
from web.admin.figure_pages import found
from web.admin.parts import AdminParts
from web.admin.question_groups import Group, Order, QuestionGroups
from web.problems import problem
from web.records.asked import Handling, Questions
from web.records.roles import Role


def routes(parts: AdminParts) -> Blueprint:
    """GET /api/v1/admin/questions?status=&order= and /api/v1/admin/figures?weeks=."""
    blueprint = Blueprint("admin_asked_api", __name__, url_prefix="/api/v1/admin")
    groups = QuestionGroups(Questions(parts.records), parts.service.live)

    @api(blueprint, "/questions", role=Role.EDITOR)
    def questions() -> Response | tuple[Response, int]:
        status, order = request.args.get("status"), request.args.get("order", Order.NEWEST)
        if status not in {None, *Handling} or order not in set(Order):
            return problem(422, f"status är något av {', '.join(Handling)}; order är något av {', '.join(Order)}.")
        handling = None if status is None else Handling(status)
        return jsonify(groups=[_told(group) for group in groups.find(handling, Order(order))])

    @api(blueprint, "/figures", role=Role.EDITOR)
    def figures() -> Response:
        return jsonify(weeks=[week.to_dict() for week in found(parts, "weeks")])

    return blueprint


def _told(group: Group) -> dict[str, Any]:
    newest = group.decided or group.questions[0]
    return {
        "number": group.number,
        "last": group.last.isoformat(),
        "status": group.handling.value,
        "unit": newest.unit,
        "note": newest.note,
        "wordings": [{"text": one.text, "number": one.number} for one in group.wordings],
    }
