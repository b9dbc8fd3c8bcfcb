"""What the service is, what it stores, and how accessible it is."""

from dataclasses import dataclass

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
    """The number of published documents and the generation's id; None while nothing is published."""
    try:
        return {"documents": len(catalogue.documents()), "generation": catalogue.generation}
    except NoGenerationError:
        return None
