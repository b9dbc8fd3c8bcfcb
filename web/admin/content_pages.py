"""The pages where an administrator changes what the bot and the page say, and closes the service."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from bot.content import Content
from bot.crisis import crisis_text
from bot.replies import CRISIS
from bot.risk import Kind
from web.admin.access import Shown, current_actor, page
from web.admin.content_forms import NEEDS, PIECES, Piece, Written, applied, read, written
from web.admin.content_keeping import ContentKeeping
from web.admin.parts import AdminParts
from web.records.content import ContentRecords
from web.records.roles import Role

_PREVIEW = "visa"


def routes(parts: AdminParts) -> Blueprint:
    """Everything at /admin/innehall."""
    blueprint = Blueprint("admin_content", __name__)
    pages = _Pages(parts)
    needed = Role.ADMINISTRATOR
    page(blueprint, "/admin/innehall", role=needed)(pages.everything)
    page(blueprint, "/admin/innehall/<address>", role=needed)(pages.one)
    page(blueprint, "/admin/innehall/<address>", role=needed, methods=("POST",))(pages.change)
    page(blueprint, "/admin/innehall/<address>/aterstall", role=needed, methods=("POST",))(pages.reset)
    return blueprint


class _Pages:
    def __init__(self, parts: AdminParts) -> None:
        self._keeping = ContentKeeping(parts.records, ContentRecords(parts.records, parts.now), parts.audit)

    def everything(self) -> str:
        changed, content = self._keeping.changed(), self._keeping.current()
        rows = [(piece, written(piece, content), piece.field in changed) for piece in PIECES]
        return render_template("admin/content.html", rows=rows, closed=content.closed)

    def one(self, address: str) -> str:
        piece, content = _piece(address), self._keeping.current()
        return self._form(piece, written(piece, content), content)

    def change(self, address: str) -> Shown:
        piece = _piece(address)
        given = read(piece, request.form)
        content, errors = applied(piece, given, self._keeping.current())
        if errors or request.form.get("gor") == _PREVIEW:
            shown = self._form(piece, given, content, errors=errors, preview=not errors)
            return shown, 422 if errors else 200
        self._keeping.put(current_actor().name, piece, content)
        flash(f"{piece.title}: sparat. Det gäller inom två sekunder.")
        return redirect(url_for(".everything"), 303)

    def reset(self, address: str) -> Response:
        piece = _piece(address)
        self._keeping.reset(current_actor().name, piece)
        flash(f"{piece.title}: återställt.")
        return redirect(url_for(".everything"), 303)

    def _form(self, piece: Piece, given: Written, content: Content, **more: Any) -> str:
        shown = {"errors": {}, "preview": False} | more
        crisis = crisis_text((Kind.VICTIM,), content.help_lines, CRISIS)
        known = {"changed": piece.field in self._keeping.changed(), "needs": NEEDS, "crisis": crisis}
        rows = dict(given.rows)
        return render_template("admin/content_piece.html", piece=piece, rows=rows, content=content, **known, **shown)


def _piece(address: str) -> Piece:
    """Raises NotFound."""
    piece = next((piece for piece in PIECES if piece.address == address), None)
    if piece is None:
        raise NotFound
    return piece
