"""The same work with documents for scripts, under /api/v1/admin/documents."""

import json
from typing import Any

from flask import Blueprint, Response, jsonify, request, url_for
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

from index.errors import DocumentMissingError
from index.preview import Preview
from index.readers.cleaning import clean
from web.admin import describing
from web.admin.access import api, large_body
from web.admin.api_models import KeptDocumentOut
from web.admin.document_bodies import DescriptionIn, DocumentChangeIn
from web.admin.document_parts import SCRIPTS, DocumentParts
from web.admin.document_states import Row
from web.admin.incoming import IncomingFile, received
from web.admin.operations import Query, described
from web.admin.readings import to_json
from web.admin.uploads import RefusedError
from web.problems import problem
from web.records.roles import Role

Answer = tuple[Response, int]
_MOST_PASSAGES = 500
_FROM = (Query("first", {"type": "integer"}, f"Första avsnittet, räknat från 0. Högst {_MOST_PASSAGES} visas."),)


def routes(parts: DocumentParts) -> Blueprint:
    """Everything below /api/v1/admin/documents."""
    blueprint = Blueprint("admin_document_api", __name__, url_prefix=SCRIPTS)
    blueprint.register_error_handler(DocumentMissingError, lambda _error: problem(404, "Dokumentet finns inte."))
    blueprint.register_error_handler(
        RefusedError, lambda error: problem(422, str(error), title="Dokumentet togs inte emot")
    )
    largest = parts.incoming.largest // 1024 // 1024
    blueprint.register_error_handler(
        RequestEntityTooLarge, lambda _error: problem(413, f"En fil får vara högst {largest} MB.")
    )
    _read(blueprint, parts)
    _send(blueprint, parts)
    _change(blueprint, parts)
    return blueprint


def _read(blueprint: Blueprint, parts: DocumentParts) -> None:
    @api(blueprint, "", role=Role.EDITOR)
    @described("Alla dokument", gives=KeptDocumentOut, listed="documents")
    def everything() -> Response:
        return jsonify(documents=[_told(row) for row in parts.states.rows()])

    @api(blueprint, "/<id>", role=Role.EDITOR)
    @described("Ett dokument", gives=KeptDocumentOut, refusals=(404,))
    def one(id: str) -> Response:
        return jsonify(_told(parts.states.row(id)))

    @api(blueprint, "/<id>/reading", role=Role.EDITOR)
    @described("Hur boten läser ett dokument", gives=Preview, query=_FROM, refusals=(404,))
    def reading(id: str) -> Response:
        entry = parts.collection.entry(id)
        first = min(max(request.args.get("first", 0, int), 0), 10**6)
        return jsonify(to_json(parts.readings.read(entry.location, entry.path, first, _MOST_PASSAGES)))


def _send(blueprint: Blueprint, parts: DocumentParts) -> None:
    @api(blueprint, "", role=Role.EDITOR, methods=("POST",))
    @large_body(parts.largest_file)
    @described("Lägg till ett dokument", takes=DescriptionIn, gives=KeptDocumentOut, status=201, file=True)
    def add() -> Answer:
        file, name = _sent()
        metadata = _checked(parts, "", dict(request.form))
        taken = parts.add(file, name, metadata)
        response, status = _answer(parts, taken.id, 201)
        response.headers["Location"] = url_for(".one", id=taken.id)
        return response, status

    @api(blueprint, "/<id>", role=Role.EDITOR, methods=("PUT",))
    @large_body(parts.largest_file)
    @described("Ersätt ett dokument, eller lägg till det", takes=DescriptionIn, gives=KeptDocumentOut, file=True)
    def put(id: str) -> Answer:
        file, name = _sent()
        metadata = _checked(parts, id, dict(request.form))
        is_new = all(entry.id != id for entry in parts.collection.entries())
        parts.put(id, file, name, metadata)
        return _answer(parts, id, 201 if is_new else 200)


def _change(blueprint: Blueprint, parts: DocumentParts) -> None:
    @api(blueprint, "/<id>", role=Role.EDITOR, methods=("PATCH",))
    @described(
        "Ändra uppgifter om ett dokument, eller ta tillbaka det (removed: false)",
        takes=DocumentChangeIn,
        gives=KeptDocumentOut,
        refusals=(404,),
    )
    def patch(id: str) -> Answer:
        entry = parts.collection.entry(id)
        body = _body()
        removed = body.pop("removed", entry.removed)
        if not isinstance(removed, bool):
            raise RefusedError("removed ska vara true eller false.")
        values = _checked(parts, id, {str(name): _text(value) for name, value in body.items()})
        if values:
            parts.describe(id, {**entry.metadata, **values})
        if removed != entry.removed:
            (parts.remove if removed else parts.restore)(id)
        return _answer(parts, id, 200)

    @api(blueprint, "/<id>", role=Role.EDITOR, methods=("DELETE",))
    @described("Ta bort ett dokument från nästa bygge", gives=KeptDocumentOut, refusals=(404,))
    def remove(id: str) -> Answer:
        parts.remove(id)
        return _answer(parts, id, 200)


def _sent() -> tuple[IncomingFile, str]:
    sent = request.files.get("file")
    if sent is None or len(list(request.files.items(multi=True))) != 1:
        raise RefusedError("Skicka en fil, som multipart/form-data i fältet file.")
    return received(sent), sent.filename or ""


def _checked(parts: DocumentParts, id_: str, metadata: dict[str, str]) -> dict[str, str]:
    """The metadata, cleaned. Raises RefusedError with all that is wrong with it."""
    cleaned = {name: clean(value) for name, value in metadata.items()}
    wrong = describing.problems(cleaned, id_, (entry.id for entry in parts.collection.entries()))
    if wrong:
        raise RefusedError(" ".join(f"{name[:50]}: {reason}" for name, reason in list(wrong.items())[:10]))
    return cleaned


def _body() -> dict[str, Any]:
    try:
        body = json.loads(request.get_data())
    except (ValueError, RecursionError) as error:
        raise BadRequest from error
    if not isinstance(body, dict):
        raise RefusedError("Skicka ett JSON-objekt.")
    return body


def _text(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise RefusedError("Varje uppgift ska vara en text, eller null för att lämnas tom.")
    return value


def _answer(parts: DocumentParts, id_: str, status: int) -> Answer:
    return jsonify(_told(parts.states.row(id_))), status


def _told(row: Row) -> dict[str, Any]:
    return {
        "id": row.entry.id,
        "title": row.title,
        "path": row.entry.path,
        "state": row.state.value,
        "reason": row.reason or None,
        "uploaded": row.entry.uploaded,
        "removed": row.entry.removed,
        "metadata": row.entry.metadata,
        "sha256": row.entry.sha256,
        "published_version": row.live.version if row.live else None,
    }
