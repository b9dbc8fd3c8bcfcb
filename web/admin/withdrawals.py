"""The page and the address where an administrator withdraws a document that was published by mistake."""

import json

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, url_for
from werkzeug.exceptions import BadRequest, NotFound

from index.errors import BuildRunningError, DocumentMissingError, VersionMissingError
from web.admin.access import Shown, api, current_actor, page
from web.admin.document_parts import PAGES, SCRIPTS, DocumentParts
from web.admin.parts import AdminParts
from web.admin.refusing import refuse
from web.problems import problem
from web.records.roles import Role
from web.releasing.errors import BuildGoingOnError
from web.withdrawing import ReasonMissingError, Withdrawing, to_dict, told

LONGEST_REASON = 2000
_BUSY = "Ett bygge pågår. Vänta tills det är klart, eller avbryt det, och återkalla sedan."


def pages(parts: AdminParts, documents: DocumentParts) -> Blueprint:
    """/admin/dokument/<id>/aterkalla."""
    blueprint = Blueprint("admin_withdrawals", __name__, url_prefix=PAGES)
    blueprint.register_error_handler(DocumentMissingError, lambda _error: refuse(NotFound()))
    withdrawing = Withdrawing(parts.settings, parts.records, parts.now)

    def shown(id: str, errors: dict[str, str] | None = None) -> str:
        row = documents.states.row(id)
        live = row.live.version if row.live else ""
        kept = [version for version in withdrawing.versions(id) if version != live]
        choices = [(live, f"{live}, publicerad nu")] if live else []
        return render_template(
            "admin/document_withdrawal.html",
            row=row,
            versions=choices + [(version, version) for version in kept],
            errors=errors or {},
            chosen=request.form.get("version", live),
            reason=request.form.get("reason", ""),
            longest=LONGEST_REASON,
        )

    @page(blueprint, "/<id>/aterkalla", role=Role.ADMINISTRATOR)
    def ask(id: str) -> Shown:
        return shown(id)

    @page(blueprint, "/<id>/aterkalla", role=Role.ADMINISTRATOR, methods=("POST",))
    def withdraw(id: str) -> Shown:
        reason = request.form.get("reason", "")[:LONGEST_REASON]
        try:
            done = withdrawing.withdraw(request.form.get("version", ""), current_actor(), reason, id)
        except ReasonMissingError as error:
            return shown(id, {"reason": str(error)}), 422
        except VersionMissingError:
            return shown(id, {"version": "Välj en av versionerna."}), 422
        except (BuildGoingOnError, BuildRunningError):
            return shown(id, {"version": _BUSY}), 409
        flash(told(done))
        return redirect(url_for("admin_documents.everything"), 303)

    return blueprint


def scripts(parts: AdminParts) -> Blueprint:
    """POST /api/v1/admin/documents/<id>/withdraw."""
    blueprint = Blueprint("admin_withdrawal_api", __name__, url_prefix=SCRIPTS)
    withdrawing = Withdrawing(parts.settings, parts.records, parts.now)

    @api(blueprint, "/<id>/withdraw", role=Role.ADMINISTRATOR, methods=("POST",))
    def withdraw(id: str) -> tuple[Response, int]:
        version, reason = _body()
        try:
            done = withdrawing.withdraw(version, current_actor(), reason[:LONGEST_REASON], id)
        except ReasonMissingError as error:
            return problem(422, str(error), title="Dokumentet är inte återkallat")
        except VersionMissingError as error:
            return problem(404, str(error))
        except (BuildGoingOnError, BuildRunningError):
            return problem(409, _BUSY)
        return jsonify(to_dict(done)), 200

    return blueprint


def _body() -> tuple[str, str]:
    try:
        body = json.loads(request.get_data())
        version, reason = body["version"], body.get("reason", "")
    except (ValueError, RecursionError, TypeError, KeyError, AttributeError) as error:
        raise BadRequest from error
    if not isinstance(version, str) or not isinstance(reason, str):
        raise BadRequest
    return version, reason
