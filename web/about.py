"""What the service is, what it stores, and how accessible it is."""

from flask import Blueprint, render_template

from bot.content import CurrentContent, current_or_default
from index.errors import NoGenerationError
from web.access import public
from web.catalogue import Catalogue

_PAGES = {"om": "about.html", "integritet": "privacy.html", "tillganglighet": "accessibility.html"}


def routes(catalogue: Catalogue, content: CurrentContent) -> Blueprint:
    """/om, /integritet and /tillganglighet."""
    blueprint = Blueprint("about", __name__)

    @blueprint.get("/<any(om, integritet, tillganglighet):name>")
    @public
    def page(name: str) -> str:
        return render_template(_PAGES[name], content=current_or_default(content), published=_published(catalogue))

    return blueprint


def _published(catalogue: Catalogue) -> dict[str, object] | None:
    """The number of published documents and the generation's id; None while nothing is published."""
    try:
        return {"documents": len(catalogue.documents()), "generation": catalogue.generation}
    except NoGenerationError:
        return None
