"""The page of the audit log: newest first, a hundred at a time, filtered by a word, or whole as a file."""

from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Blueprint, Response, render_template, request

from web.admin.access import current_actor, page
from web.admin.parts import AdminParts
from web.records.audit import Action
from web.records.export import Format, What, write
from web.records.roles import Role

_ON_A_PAGE = 100
_LONGEST_WORD = 200
_FILE = "logg.csv"


def routes(parts: AdminParts) -> Blueprint:
    """GET /admin/logg and /admin/logg/csv."""
    blueprint = Blueprint("admin_audit", __name__)

    @page(blueprint, "/admin/logg", role=Role.ADMINISTRATOR)
    def lines() -> str:
        word = request.args.get("ord", "").strip()[:_LONGEST_WORD]
        before = request.args.get("fore", type=int)
        # One more than is shown tells whether there are older ones.
        found = parts.audit.lines(_ON_A_PAGE + 1, before, word)
        shown, more = found[:_ON_A_PAGE], len(found) > _ON_A_PAGE
        return render_template("admin/audit.html", lines=shown, more=more, word=word, before=before)

    @page(blueprint, "/admin/logg/csv", role=Role.ADMINISTRATOR)
    def whole() -> Response:
        with TemporaryDirectory() as folder:
            file = Path(folder) / _FILE
            number = write(parts.records, What.AUDIT, Format.CSV, file)
            text = file.read_bytes()
        parts.audit.write(current_actor().name, Action.EXPORTED, What.AUDIT, f"{number} rader som {Format.CSV}")
        response = Response(text, mimetype="text/csv")
        response.headers["Content-Disposition"] = f"attachment; filename={_FILE}"
        return response

    return blueprint
