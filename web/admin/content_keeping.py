"""What is done with content, from a page or a script: each deed with its line in the log."""

from bot.content import Content, default_content, overlaid
from web.admin.content_forms import Piece, Written, written
from web.records.audit import Action, Audit
from web.records.content import ContentRecords
from web.records.database import Records


class ContentKeeping:
    """`actor` is who does it, as the log names them. What is done holds everywhere within two seconds."""

    def __init__(self, records: Records, content: ContentRecords, audit: Audit) -> None:
        self._records = records
        self._content = content
        self._audit = audit

    def current(self) -> Content:
        """What holds."""
        return overlaid(default_content(), self._content.all())

    def changed(self) -> frozenset[str]:
        """The fields that are other than the shipped file says."""
        return frozenset(self._content.all())

    def put(self, actor: str, piece: Piece, content: Content) -> None:
        """Let a piece be as it is in some content; the shipped value is not kept."""
        given = written(piece, content)
        with self._records.transaction():
            if content == _with_default(piece, content):
                self._content.remove(piece.field)
            else:
                self._content.put(piece.field, given.value(piece), actor)
            self._audit.write(actor, Action.CONTENT_CHANGED, piece.title, _told(given) or "tomt")

    def reset(self, actor: str, piece: Piece) -> None:
        """Let a piece be as it was shipped."""
        with self._records.transaction():
            self._content.remove(piece.field)
            self._audit.write(actor, Action.CONTENT_CHANGED, piece.title, "återställt")


def _with_default(piece: Piece, content: Content) -> Content:
    return overlaid(content, {piece.field: written(piece, default_content()).value(piece)})


def _told(given: Written) -> str:
    """What is written, one thing a line."""
    return "\n".join(
        row if isinstance(row, str) else f"{row['name']} {row['number']} ({row['need']})" for _, row in given.rows
    )
