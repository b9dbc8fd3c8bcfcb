"""The documents, each to be read whole and in the version that was quoted."""

from pathlib import Path

from flask import Blueprint, Response, abort, redirect, render_template, send_file, url_for
from werkzeug.wrappers import Response as AnyResponse

from web.access import public
from web.catalogue import Catalogue, Edition
from web.typesetting import typeset

_TYPES = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".odt": "application/vnd.oasis.opendocument.text",
}
_UNKNOWN_TYPE = "application/octet-stream"


def routes(catalogue: Catalogue) -> Blueprint:
    """Everything below /kallor."""
    blueprint = Blueprint("documents", __name__, url_prefix="/kallor")

    @blueprint.get("")
    @public
    def everything() -> str:
        return render_template("documents.html", documents=catalogue.documents())

    @blueprint.get("/<document_id>")
    @public
    def present(document_id: str) -> AnyResponse:
        document = catalogue.document(document_id)
        if document is None:
            abort(404)
        return redirect(url_for(".whole", document_id=document_id, version=document.version))

    @blueprint.get("/<document_id>/<version>")
    @public
    def whole(document_id: str, version: str) -> str:
        return _page(catalogue, _edition(catalogue, document_id, version), range(0))

    @blueprint.get("/<document_id>/<version>/<int:start>-<int:end>")
    @public
    def quoted(document_id: str, version: str, start: int, end: int) -> str:
        edition = _edition(catalogue, document_id, version)
        if not 0 <= start < end <= len(edition.text):
            abort(404)
        return _page(catalogue, edition, range(start, end))

    @blueprint.get("/<document_id>/<version>/original")
    @public
    def original(document_id: str, version: str) -> Response:
        _refuse_withdrawn(catalogue, version)
        path = catalogue.original(document_id, version)
        if path is None:
            abort(404)
        return _download(path, document_id)

    return blueprint


def _download(path: Path, document_id: str) -> Response:
    # The id is letters, digits and hyphens, so it is a safe name wherever the file is saved.
    response = send_file(path.resolve(), as_attachment=True, download_name=f"{document_id}{path.suffix}")
    # Without a charset: the file may be in any.
    response.headers["Content-Type"] = _TYPES.get(path.suffix, _UNKNOWN_TYPE)
    return response


def _edition(catalogue: Catalogue, document_id: str, version: str) -> Edition:
    _refuse_withdrawn(catalogue, version)
    edition = catalogue.edition(document_id, version)
    if edition is None:
        abort(404)
    return edition


def _refuse_withdrawn(catalogue: Catalogue, version: str) -> None:
    if catalogue.is_withdrawn(version):
        abort(410)


def _page(catalogue: Catalogue, edition: Edition, quoted: range) -> str:
    return render_template(
        "document.html",
        edition=edition,
        blocks=typeset(edition.text, edition.document, quoted),
        quoted=quoted,
        present=catalogue.document(edition.id),
        original=catalogue.original(edition.id, edition.version),
    )
