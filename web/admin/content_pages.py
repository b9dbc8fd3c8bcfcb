"""The pages where an administrator changes what the bot and the page say, and closes the service."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from bot.content import Content, default_content, overlaid
from bot.crisis import crisis_text
from bot.replies import CRISIS
from bot.risk import Kind
from web.admin.access import Shown, current_actor, page
from web.admin.content_forms import NEEDS, PIECES, Piece, Written, applied, read, written
from web.admin.parts import AdminParts
from web.records.audit import Action
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
        self._parts = parts
        self._content = ContentRecords(parts.records, parts.now)

    def everything(self) -> str:
        changed = self._content.all()
        content = overlaid(default_content(), changed)
        rows = [(piece, written(piece, content), piece.field in changed) for piece in PIECES]
        return render_template("admin/content.html", rows=rows, closed=content.closed)

    def one(self, address: str) -> str:
        piece, content = _piece(address), self._current()
        return self._form(piece, written(piece, content), content)

    def change(self, address: str) -> Shown:
        piece = _piece(address)
        given = read(piece, request.form)
        content, errors = applied(piece, given, self._current())
        if errors or request.form.get("gor") == _PREVIEW:
            shown = self._form(piece, given, content, errors=errors, preview=not errors)
            return shown, 422 if errors else 200
        value = given.value(piece)
        with self._parts.records.transaction():
            if content == _with_default(piece, content):
                self._content.remove(piece.field)
            else:
                self._content.put(piece.field, value, current_actor().name)
            self._log(piece, _told(given) or "tomt")
        flash(f"{piece.title}: sparat. Det gäller inom två sekunder.")
        return redirect(url_for(".everything"), 303)

    def reset(self, address: str) -> Response:
        piece = _piece(address)
        with self._parts.records.transaction():
            self._content.remove(piece.field)
            self._log(piece, "återställt")
        flash(f"{piece.title}: återställt.")
        return redirect(url_for(".everything"), 303)

    def _current(self) -> Content:
        return overlaid(default_content(), self._content.all())

    def _log(self, piece: Piece, detail: str) -> None:
        self._parts.audit.write(current_actor().name, Action.CONTENT_CHANGED, piece.title, detail)

    def _form(self, piece: Piece, given: Written, content: Content, **more: Any) -> str:
        shown = {"errors": {}, "preview": False} | more
        crisis = crisis_text((Kind.VICTIM,), content.help_lines, CRISIS)
        known = {"changed": piece.field in self._content.all(), "needs": NEEDS, "crisis": crisis}
        rows = dict(given.rows)
        return render_template("admin/content_piece.html", piece=piece, rows=rows, content=content, **known, **shown)


def _piece(address: str) -> Piece:
    """Raises NotFound."""
    piece = next((piece for piece in PIECES if piece.address == address), None)
    if piece is None:
        raise NotFound
    return piece


def _with_default(piece: Piece, content: Content) -> Content:
    return overlaid(content, {piece.field: written(piece, default_content()).value(piece)})


def _told(given: Written) -> str:
    """What is written, one thing a line."""
    return "\n".join(
        row if isinstance(row, str) else f"{row['name']} {row['number']} ({row['need']})" for _, row in given.rows
    )
