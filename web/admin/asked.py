"""The page about what people ask and get no answer to, and about answers that did not help."""

from dataclasses import dataclass
from math import ceil
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from web.admin.access import Shown, current_actor, page
from web.admin.api_bodies import LONGEST_NOTE, LONGEST_UNIT, MOST_IDS
from web.admin.asked_keeping import AskedKeeping
from web.admin.parts import AdminParts
from web.admin.question_groups import MOST_TEXTS, Order, QuestionGroups
from web.records.asked import Handling, Questions
from web.records.feedback import FeedbackRecords
from web.records.roles import Role

_ON_A_PAGE = 20
_NEGATIVES = 50
_ALL = "alla"


@dataclass(frozen=True, slots=True)
class View:
    """Which of the groups are shown: their handling or all of them, in what order, and the page, from 1."""

    handling: Handling | None
    order: Order
    page: int

    @classmethod
    def read(cls) -> "View":
        """As the address says; what it does not say or says wrongly is as usual."""
        shown = request.values.get("visa", Handling.NEW)
        handling = None if shown == _ALL else Handling(shown) if shown in set(Handling) else Handling.NEW
        order = Order.MOST_ASKED if request.values.get("ordning") == Order.MOST_ASKED else Order.NEWEST
        return cls(handling, order, max(request.values.get("sida", 1, type=int), 1))

    def address(self, **changed: Any) -> str:
        """The address of this view, or of one that differs from it."""
        now: dict[str, Any] = {"visa": self.handling or _ALL, "ordning": self.order, "sida": self.page}
        return url_for("admin_asked.everything", **(now | changed))


def routes(parts: AdminParts) -> Blueprint:
    """GET and POST /admin/fragor."""
    blueprint = Blueprint("admin_asked", __name__)
    pages = _Pages(parts)
    page(blueprint, "/admin/fragor", role=Role.EDITOR)(pages.everything)
    page(blueprint, "/admin/fragor", role=Role.EDITOR, methods=("POST",))(pages.handle)
    return blueprint


class _Pages:
    def __init__(self, parts: AdminParts) -> None:
        self._questions = Questions(parts.records)
        self._keeping = AskedKeeping(parts.records, self._questions, parts.audit)
        self._feedback = FeedbackRecords(parts.records)
        self._groups = QuestionGroups(self._questions, parts.service.live)

    def everything(self) -> Shown:
        return self._shown({})

    def handle(self) -> Shown:
        errors: dict[str, str] = {}
        ids = _ids()
        place = f"grupp-{request.form.get('grupp', 0, type=int)}"
        status, unit, note = (request.form.get(name, "").strip() for name in ("status", "enhet", "anteckning"))
        if not ids:
            errors[place] = "Välj minst en formulering."
        elif status not in set(Handling):
            errors[place] = "Välj vad som görs åt frågorna."
        elif len(unit) > LONGEST_UNIT or len(note) > LONGEST_NOTE:
            errors[place] = f"Enheten får ha högst {LONGEST_UNIT} tecken och anteckningen högst {LONGEST_NOTE}."
        if errors:
            return self._shown(errors), 422
        self._keeping.handle(current_actor().name, ids, Handling(status), (unit, note))
        flash(f"Sparat. Frågorna är nu märkta ”{status}”.")
        return redirect(View.read().address(), 303)

    def _shown(self, errors: dict[str, str]) -> str:
        view = View.read()
        groups = self._groups.find(view.handling, view.order)
        pages = max(ceil(len(groups) / _ON_A_PAGE), 1)
        first = (min(view.page, pages) - 1) * _ON_A_PAGE
        return render_template(
            "admin/asked.html",
            groups=groups[first : first + _ON_A_PAGE],
            amount=len(groups),
            pages=pages,
            view=view,
            tabs=[(handling, handling.value.capitalize()) for handling in Handling] + [(None, "Alla")],
            orders=Order,
            handlings=Handling,
            negatives=self._feedback.negatives(_NEGATIVES),
            most_texts=MOST_TEXTS,
            errors=errors,
            longest={"unit": LONGEST_UNIT, "note": LONGEST_NOTE},
        )


def _ids() -> list[int]:
    """The rows that a form is about: those of each wording that is chosen."""
    words = " ".join(request.form.getlist("rader")).split()
    return [int(word) for word in words if word.isascii() and word.isdecimal() and len(word) < 11][:MOST_IDS]
