"""The page of the audit log: newest first, a hundred at a time, filtered by a word."""

from flask import Blueprint, render_template, request

from web.admin.access import page
from web.admin.parts import AdminParts
from web.records.roles import Role

_ON_A_PAGE = 100
_LONGEST_WORD = 200


def routes(parts: AdminParts) -> Blueprint:
    """GET /admin/logg."""
    blueprint = Blueprint("admin_audit", __name__)

    @page(blueprint, "/admin/logg", role=Role.ADMINISTRATOR)
    def lines() -> str:
        word = request.args.get("ord", "").strip()[:_LONGEST_WORD]
        before = request.args.get("fore", type=int)
        # One more than is shown tells whether there are older ones.
        found = parts.audit.lines(_ON_A_PAGE + 1, before, word)
        shown, more = found[:_ON_A_PAGE], len(found) > _ON_A_PAGE
        return render_template("admin/audit.html", lines=shown, more=more, word=word, before=before)

    return blueprint
