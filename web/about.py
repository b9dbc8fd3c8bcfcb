"""What the service is, what it stores, and how accessible it is."""

from flask import Blueprint, render_template

from bot.content import CurrentContent, current_or_default
from index.errors import NoGenerationError
from web.library import Library

_PAGES = {"om": "about.html", "integritet": "privacy.html", "tillganglighet": "accessibility.html"}


def routes(library: Library, content: CurrentContent) -> Blueprint:
    """/om, /integritet and /tillganglighet."""
    blueprint = Blueprint("about", __name__)

    @blueprint.get("/<any(om, integritet, tillganglighet):name>")
    def page(name: str) -> str:
        return render_template(_PAGES[name], content=current_or_default(content), published=_published(library))

    return blueprint


def _published(library: Library) -> dict[str, object] | None:
    """The number of published documents and the generation's id; None while nothing is published."""
    try:
        return {"documents": len(library.documents()), "generation": library.generation}
    except NoGenerationError:
        return None
