"""What people ask and get no answer to, the answers that did not help, and the figures, for scripts."""

from typing import Any

from flask import Blueprint, Response, jsonify, request

from web.admin.access import SCRIPTS, api, current_actor
from web.admin.api_bodies import HandlingIn, body, plain
from web.admin.api_models import GroupOut, WeekOut
from web.admin.asked_keeping import AskedKeeping
from web.admin.figure_pages import MOST_WEEKS, USUAL_WEEKS, found
from web.admin.operations import Query, described
from web.admin.parts import AdminParts
from web.admin.question_groups import Group, Order, QuestionGroups
from web.problems import problem
from web.records.asked import Handling, Questions
from web.records.feedback import Feedback, FeedbackRecords
from web.records.roles import Role

_NEGATIVES = 500
_GROUPED_BY = (
    Query("status", {"enum": list(Handling)}, "Bara frågor som hanteras så. Annars alla."),
    Query("order", {"enum": list(Order)}, f"Det som står först. Annars {Order.NEWEST}."),
)
_WEEKS = (Query("weeks", {"type": "integer"}, f"Antal veckor, 1 till {MOST_WEEKS}. Annars {USUAL_WEEKS}."),)


def routes(parts: AdminParts) -> Blueprint:
    """/api/v1/admin/questions, /feedback and /figures."""
    blueprint = Blueprint("admin_asked_api", __name__, url_prefix=SCRIPTS)
    questions = Questions(parts.records)
    keeping = AskedKeeping(parts.records, questions, parts.audit)
    _questions(blueprint, QuestionGroups(questions, parts.service.live), keeping)

    @api(blueprint, "/feedback", role=Role.EDITOR)
    @described("Svar som inte var till hjälp", gives=Feedback, listed="feedback")
    def feedback() -> Response:
        return jsonify(feedback=plain(FeedbackRecords(parts.records).negatives(_NEGATIVES)))

    @api(blueprint, "/figures", role=Role.EDITOR)
    @described("Siffror per vecka", gives=WeekOut, listed="weeks", query=_WEEKS)
    def figures() -> Response:
        return jsonify(weeks=[week.to_dict() for week in found(parts, "weeks")])

    return blueprint


def _questions(blueprint: Blueprint, groups: QuestionGroups, keeping: AskedKeeping) -> None:
    @api(blueprint, "/questions", role=Role.EDITOR)
    @described("Frågor utan svar, grupperade efter betydelse", gives=GroupOut, listed="groups", query=_GROUPED_BY)
    def everything() -> Response | tuple[Response, int]:
        status, order = request.args.get("status"), request.args.get("order", Order.NEWEST)
        if status not in {None, *Handling} or order not in set(Order):
            return problem(422, f"status är något av {', '.join(Handling)}; order är något av {', '.join(Order)}.")
        handling = None if status is None else Handling(status)
        return jsonify(groups=[_told(group) for group in groups.find(handling, Order(order))])

    @api(blueprint, "/questions", role=Role.EDITOR, methods=("PATCH",))
    @described("Säg vad som görs åt frågor", takes=HandlingIn, status=204)
    def handle() -> tuple[str, int]:
        given = body(HandlingIn)
        keeping.handle(current_actor().name, given.ids, given.status, (given.unit.strip(), given.note.strip()))
        return "", 204


def _told(group: Group) -> dict[str, Any]:
    newest = group.decided or group.questions[0]
    return {
        "number": group.number,
        "last": group.last.isoformat(),
        "status": group.handling.value,
        "unit": newest.unit,
        "note": newest.note,
        "wordings": [{"text": one.text, "number": one.number, "ids": list(one.ids)} for one in group.wordings],
    }
