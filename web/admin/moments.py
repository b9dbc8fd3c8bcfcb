"""Moments as the administrators' pages write them: Swedish time, whatever the clock of the server says."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Flask
from markupsafe import Markup

_ZONE = ZoneInfo("Europe/Stockholm")


def moment(at: datetime) -> Markup:
    """A time element, to the minute; `at` is aware."""
    local = at.astimezone(_ZONE)
    return Markup('<time datetime="{}">{}</time>').format(
        local.isoformat(timespec="seconds"), local.strftime("%Y-%m-%d %H:%M")
    )


def register(app: Flask) -> None:
    """Make the filter `moment` known to the templates."""
    app.add_template_filter(moment)
