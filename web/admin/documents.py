"""The pages for documents: the list, uploading, describing, replacing, removing, and how a document is read."""

from typing import Any, cast

from flask import Blueprint, Flask, abort, flash, jsonify, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from index.errors import DocumentMissingError
from index.readers.cleaning import clean
from web.admin import describing
from web.admin.access import large_body, page
from web.admin.document_parts import PAGES, SCRIPTS, DocumentParts
from web.admin.document_states import Row
from web.admin.incoming import MOST_FILES, received
from web.admin.refusing import refuse
from web.admin.uploads import FORMATS, RefusedError, Taken
from web.records.roles import Role

SHOWN_PASSAGES = 50
_ACCEPTED = FORMATS + ",.htm"


def routes(parts: DocumentParts) -> Blueprint:
    """Everything below /admin/dokument."""
    blueprint = Blueprint("admin_documents", __name__, url_prefix=PAGES)
    blueprint.record_once(lambda state: _receive(state, parts))
    blueprint.register_error_handler(DocumentMissingError, lambda _error: refuse(NotFound()))
    _list(blueprint, parts)
    _edit(blueprint, parts)
    _reading(blueprint, parts)
    _change(blueprint, parts)
    return blueprint


def _receive(state: BlueprintSetupState, parts: DocumentParts) -> None:
    parts.incoming.register(cast(Flask, state.app), (PAGES, SCRIPTS))


def _list(blueprint: Blueprint, parts: DocumentParts) -> None:
    def shown(refused: dict[str, str] | None = None) -> str:
        return render_template(
            "admin/documents.html",
            rows=parts.states.rows(),
            refused=refused or {},
            kinds=describing.USUAL_KINDS,
            accepted=_ACCEPTED,
            formats=FORMATS,
            megabytes=parts.incoming.largest // 1024 // 1024,
            most_files=MOST_FILES,
        )

    @page(blueprint, "", role=Role.EDITOR)
    def everything() -> str:
        return shown()

    @page(blueprint, "", role=Role.EDITOR, methods=("POST",))
    @large_body(parts.largest_form)
    def upload() -> Any:
        taken, refused = _take(parts)
        if request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json":
            return jsonify(
                taken=[{"title": one.title, "address": url_for(".reading", id=one.id)} for one in taken],
                refused=[{"name": name, "reason": reason} for name, reason in refused.items()],
            )
        for one in taken:
            flash(f"”{one.title}” är uppladdat. Det publiceras med nästa bygge.")
        if refused:
            return shown(refused), 422
        return redirect(url_for(".reading", id=taken[0].id) if len(taken) == 1 else url_for(".everything"), 303)


def _take(parts: DocumentParts) -> tuple[list[Taken], dict[str, str]]:
    """What was kept of the sent files, and why the others were not, by their names."""
    taken, refused = [], {}
    kind = clean(request.form.get("kind", "")).lower()
    metadata = {"kind": kind} if kind else {}
    if wrong := describing.problems(metadata, "", ()):
        return [], {"Slag": wrong["kind"]}
    for sent in request.files.getlist("files"):
        file, name = received(sent), sent.filename or ""
        if not name and not file.received:
            # A form in which no file was chosen sends an empty one.
            continue
        try:
            taken.append(parts.add(file, name, metadata))
        except RefusedError as error:
            refused[clean(name)[:100] or "Fil utan namn"] = str(error)
    if not taken and not refused:
        refused["Ingen fil"] = "Välj minst en fil att ladda upp."
    return taken, refused


def _edit(blueprint: Blueprint, parts: DocumentParts) -> None:
    def shown(row: Row, values: dict[str, str], errors: dict[str, str]) -> str:
        others = [other for other in parts.states.rows() if other.entry.id != row.entry.id and not other.entry.removed]
        return render_template(
            "admin/document.html",
            row=row,
            fields=describing.FIELDS,
            values=values,
            errors=errors,
            others=[("", "Inget dokument"), *((other.entry.id, other.title) for other in others)],
            kinds=describing.USUAL_KINDS,
            accepted=_ACCEPTED,
        )

    def known(row: Row) -> dict[str, str]:
        read = parts.readings.read(row.entry.location, row.entry.path)
        return describing.effective(read.metadata, row.entry.metadata)

    @page(blueprint, "/<id>", role=Role.EDITOR)
    def edit(id: str) -> str:
        row = parts.states.row(id)
        return shown(row, known(row), {})

    @page(blueprint, "/<id>", role=Role.EDITOR, methods=("POST",))
    def describe(id: str) -> Any:
        row = parts.states.row(id)
        metadata = describing.changed(known(row), request.form, row.entry.metadata)
        errors = describing.problems(metadata, id, (entry.id for entry in parts.collection.entries()))
        if errors:
            return shown(
                row, {field.name: request.form.get(field.name, "") for field in describing.FIELDS}, errors
            ), 422
        if metadata != row.entry.metadata:
            parts.describe(id, metadata)
            flash("Uppgifterna är sparade. De syns för besökarna efter nästa bygge.")
        return redirect(url_for(".edit", id=id), 303)


def _reading(blueprint: Blueprint, parts: DocumentParts) -> None:
    @page(blueprint, "/<id>/granska", role=Role.EDITOR)
    def reading(id: str) -> str:
        row = parts.states.row(id)
        first = max(request.args.get("fran", 1, int), 1) - 1
        preview = parts.readings.read(row.entry.location, row.entry.path, min(first, 10**6), SHOWN_PASSAGES)
        if first and not preview.passages and not preview.failure:
            abort(404)
        return render_template("admin/document_reading.html", row=row, preview=preview, step=SHOWN_PASSAGES)


def _change(blueprint: Blueprint, parts: DocumentParts) -> None:
    @page(blueprint, "/<id>/ersatt", role=Role.EDITOR, methods=("POST",))
    @large_body(parts.largest_file)
    def replace(id: str) -> Response:
        parts.collection.entry(id)
        sent = request.files.get("file")
        if sent is None or not (sent.filename or received(sent).received):
            flash("Välj en fil att ersätta med.", "error")
            return redirect(url_for(".edit", id=id), 303)
        try:
            parts.put(id, received(sent), sent.filename or "", {})
        except RefusedError as error:
            flash(f"Filen är inte ersatt. {error}", "error")
            return redirect(url_for(".edit", id=id), 303)
        flash("Filen är ersatt. Den publiceras med nästa bygge.")
        return redirect(url_for(".reading", id=id), 303)

    @page(blueprint, "/<id>/ta-bort", role=Role.EDITOR, methods=("POST",))
    def remove(id: str) -> Response:
        parts.remove(id)
        flash("Dokumentet är borttaget. Boten slutar svara ur det efter nästa bygge.")
        return redirect(url_for(".edit", id=id), 303)

    @page(blueprint, "/<id>/ta-tillbaka", role=Role.EDITOR, methods=("POST",))
    def restore(id: str) -> Response:
        parts.restore(id)
        flash("Dokumentet är tillbaka. Det publiceras med nästa bygge.")
        return redirect(url_for(".edit", id=id), 303)
