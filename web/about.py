"""What the service is, what it stores, and how accessible it is."""

from dataclasses import dataclass
from datetime import date, datetime

from flask import Blueprint, render_template

from bot.content import CurrentContent, current_or_default
from index.errors import NoGenerationError
from web.access import public
from web.catalogue import Catalogue
from web.quality import last_quality


@dataclass(frozen=True, slots=True)
class Kept:
    """How long questions are kept, in days, and the decision that this rests on."""

    days: int
    decision: str


_PAGES = {"om": "about.html", "integritet": "privacy.html", "tillganglighet": "accessibility.html"}


def routes(catalogue: Catalogue, content: CurrentContent, kept: Kept | None) -> Blueprint:
    """/om, /integritet and /tillganglighet; `kept` is None where nothing is stored of the questions."""
    blueprint = Blueprint("about", __name__)

    @blueprint.get("/<any(om, integritet, tillganglighet):name>")
    @public
    def page(name: str) -> str:
        known = {"published": _published(catalogue), "quality": last_quality(), "kept": kept}
        return render_template(_PAGES[name], content=current_or_default(content), **known)

    return blueprint


def _published(catalogue: Catalogue) -> dict[str, object] | None:
    """How many documents are published, and the generation's id and date; None while nothing is published."""
    try:
        generation = catalogue.generation
        return {"documents": len(catalogue.documents()), "generation": generation, "made": _made(generation)}
    except NoGenerationError:
        return None


def _made(generation: str) -> date | None:
    """The day of a generation, which its id begins with."""
    try:
        return datetime.strptime(generation[:8], "%Y%m%d").date()
    except ValueError:
        return None
