"""The first page: how the bot is doing, where to go on, and what was done last."""

from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Blueprint, render_template

from index.errors import NoGenerationError
from web.admin.access import current_actor, page
from web.admin.parts import AdminParts
from web.catalogue import LiveIndex
from web.records.roles import Role
from web.withdrawing import Withdrawing

_LINES = 8
_STAMP = "%Y%m%dT%H%M%S"


@dataclass(frozen=True, slots=True)
class InUse:
    """The index that answers now; `built` is in UTC, None where its name does not tell."""

    id: str
    documents: int
    built: datetime | None


def routes(parts: AdminParts) -> Blueprint:
    """GET /admin."""
    blueprint = Blueprint("admin_home", __name__)
    withdrawing = Withdrawing(parts.settings, parts.records, parts.now)

    @page(blueprint, "/admin", role=Role.EDITOR)
    def overview() -> str:
        administrator = current_actor().role.may(Role.ADMINISTRATOR)
        return render_template(
            "admin/home.html",
            in_use=in_use(parts.service.live),
            lines=parts.audit.lines(_LINES) if administrator else (),
            unfinished=withdrawing.unfinished() if administrator else (),
        )

    return blueprint


def in_use(live: LiveIndex) -> InUse | None:
    """The index that answers now; None while nothing is published."""
    try:
        opened = live.opened
    except NoGenerationError:
        return None
    return InUse(opened.id, len(opened.documents), _built(opened.id))


def _built(generation_id: str) -> datetime | None:
    try:
        return datetime.strptime(generation_id[:15], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
