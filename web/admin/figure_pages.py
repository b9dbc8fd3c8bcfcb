"""The page of figures, and the same as a file of comma-separated values."""

import csv
import io

from flask import Blueprint, Response, render_template, request

from bot.answer import Status
from web.admin.access import page
from web.admin.asked_words import CHANNELS, OUTCOMES
from web.admin.figures import Week, weeks_until
from web.admin.parts import AdminParts
from web.admin.plot import plot
from web.records.asked import Channel
from web.records.roles import Role

USUAL_WEEKS = 12
MOST_WEEKS = 104
_WEEKS = "veckor"
_CHOICES = (12, 26, 52)


def routes(parts: AdminParts) -> Blueprint:
    """GET /admin/siffror and /admin/siffror.csv."""
    blueprint = Blueprint("admin_figures", __name__)

    @page(blueprint, "/admin/siffror", role=Role.EDITOR)
    def shown() -> str:
        weeks = found(parts)
        words = {"outcomes": OUTCOMES, "channels": CHANNELS, "choices": _CHOICES}
        return render_template("admin/figures.html", weeks=weeks, plot=plot(weeks), asked_for=asked_weeks(), **words)

    @page(blueprint, "/admin/siffror.csv", role=Role.EDITOR)
    def as_csv() -> Response:
        text = "\ufeff" + as_table(found(parts))
        headers = {"Content-Disposition": "attachment; filename=siffror.csv"}
        return Response(text, mimetype="text/csv", headers=headers)

    return blueprint


def found(parts: AdminParts, name: str = _WEEKS) -> tuple[Week, ...]:
    """The weeks that the address asks for, by a parameter of that name."""
    return weeks_until(parts.records, parts.now().date(), asked_weeks(name))


def asked_weeks(name: str = _WEEKS) -> int:
    """How many weeks the address asks for."""
    return min(max(request.args.get(name, USUAL_WEEKS, type=int), 1), MOST_WEEKS)


def as_table(weeks: tuple[Week, ...]) -> str:
    """A row for each week, below one with the names of the columns."""
    file = io.StringIO()
    writer = csv.writer(file)
    outcomes, channels = list(Status), list(Channel)
    writer.writerow(
        ["vecka", "måndag", "frågor", *OUTCOMES.values(), *CHANNELS.values(), "till hjälp", "inte till hjälp"]
    )
    for week in weeks:
        by_outcome = [week.by_outcome[status] for status in outcomes]
        by_channel = [week.by_channel[channel] for channel in channels]
        writer.writerow([week.name, week.monday, week.number, *by_outcome, *by_channel, week.yes, week.no])
    return file.getvalue()
