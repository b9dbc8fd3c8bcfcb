"""The page and the address where an administrator withdraws a document that was published by mistake."""

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from index.errors import BuildRunningError, DocumentMissingError, VersionMissingError
from web.access import goes_on
from web.admin.access import Shown, api, current_actor, page
from web.admin.api_bodies import LONGEST_REASON, WithdrawalIn, body
from web.admin.api_models import WithdrawalOut, WithdrawnOut
from web.admin.document_parts import PAGES, SCRIPTS, DocumentParts
from web.admin.operations import described
from web.admin.parts import AdminParts
from web.admin.refusing import refuse
from web.problems import problem
from web.records.roles import Role
from web.releasing.errors import BuildGoingOnError
from web.withdrawing import ReasonMissingError, Withdrawing, to_dict, told

_BUSY = "Ett bygge pågår. Vänta tills det är klart, eller avbryt det, och återkalla sedan."
_GOES_ON = "Det tar längre tid än vanligt, och fortsätter även om du stänger sidan."


def pages(parts: AdminParts, documents: DocumentParts) -> Blueprint:
    """/admin/dokument/<id>/aterkalla, and below it how far the withdrawal of a version has come."""
    blueprint = Blueprint("admin_withdrawals", __name__, url_prefix=PAGES)
    blueprint.register_error_handler(DocumentMissingError, lambda _error: refuse(NotFound()))
    shown = _Pages(parts, documents)
    administrator, post = Role.ADMINISTRATOR, ("POST",)
    page(blueprint, "/<id>/aterkalla", role=administrator)(shown.ask)
    page(blueprint, "/<id>/aterkalla", role=administrator, methods=post)(goes_on(shown.withdraw, shown.later))
    page(blueprint, "/<id>/aterkalla/<version>", role=administrator)(shown.state)
    return blueprint


class _Pages:
    def __init__(self, parts: AdminParts, documents: DocumentParts) -> None:
        self._documents = documents
        self._withdrawing = Withdrawing(parts.settings, parts.records, parts.now)

    def ask(self, id: str) -> str:
        return self._form(id)

    def withdraw(self, id: str) -> Shown:
        version = request.form.get("version", "")
        reason = request.form.get("reason", "")[:LONGEST_REASON]
        try:
            done = self._withdrawing.withdraw(version, current_actor(), reason, id)
        except ReasonMissingError as error:
            return self._form(id, {"reason": str(error)}), 422
        except VersionMissingError:
            return self._form(id, {"version": "Välj en av versionerna."}), 422
        except (BuildGoingOnError, BuildRunningError):
            return self._form(id, {"version": _BUSY}), 409
        flash(told(done))
        return redirect(url_for("admin_documents.everything"), 303)

    def later(self, id: str) -> AnyResponse:
        """When it takes longer than a request may."""
        flash(_GOES_ON)
        return redirect(url_for(".state", id=id, version=request.form.get("version", "")), 303)

    def state(self, id: str, version: str) -> str:
        # The document itself may be gone already.
        state = self._withdrawing.state(version)
        if state is None:
            raise NotFound
        return render_template("admin/document_withdrawn.html", id=id, version=version, state=state)

    def _form(self, id_: str, errors: dict[str, str] | None = None) -> str:
        row = self._documents.states.row(id_)
        live = row.live.version if row.live else ""
        kept = [version for version in self._withdrawing.versions(id_) if version != live]
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


def scripts(parts: AdminParts) -> Blueprint:
    """/api/v1/admin/documents/<id>/withdraw, and below it how far the withdrawal of a version has come."""
    blueprint = Blueprint("admin_withdrawal_api", __name__, url_prefix=SCRIPTS)
    calls = _Calls(Withdrawing(parts.settings, parts.records, parts.now))
    administrator, post = Role.ADMINISTRATOR, ("POST",)
    api(blueprint, "/<id>/withdraw", role=administrator, methods=post)(goes_on(calls.withdraw, calls.later))
    api(blueprint, "/<id>/withdraw/<version>", role=administrator)(calls.state)
    return blueprint


class _Calls:
    def __init__(self, withdrawing: Withdrawing) -> None:
        self._withdrawing = withdrawing

    @described("Återkalla en version", takes=WithdrawalIn, gives=WithdrawnOut, goes_on=True, refusals=(404, 409))
    def withdraw(self, id: str) -> tuple[Response, int]:
        given = body(WithdrawalIn)
        try:
            done = self._withdrawing.withdraw(given.version, current_actor(), given.reason, id)
        except ReasonMissingError as error:
            return problem(422, str(error), title="Dokumentet är inte återkallat")
        except VersionMissingError as error:
            return problem(404, str(error))
        except (BuildGoingOnError, BuildRunningError):
            return problem(409, _BUSY)
        return jsonify(to_dict(done)), 200

    def later(self, id: str) -> tuple[Response, int]:
        version = body(WithdrawalIn).version
        response, status = self.state(id, version)
        response.headers["Location"] = url_for(".state", id=id, version=version)
        return response, 202 if status == 200 else status

    @described("Hur långt ett återkallande har kommit", gives=WithdrawalOut, refusals=(404,))
    def state(self, id: str, version: str) -> tuple[Response, int]:  # noqa: ARG002 - a part of the address
        state = self._withdrawing.state(version)
        if state is None:
            return problem(404, "Inget säger att versionen är återkallad.")
        return jsonify(version=version, state=state.value), 200
