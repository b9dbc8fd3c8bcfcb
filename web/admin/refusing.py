"""What an administrator reads when a page cannot be shown, and a script when its call is refused."""

from typing import Any

from flask import make_response, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from web.admin.access import PAGES, SCRIPTS
from web.problems import problem
from web.records.errors import RecordsUnavailableError

TEXTS = {
    400: (
        "Sidan var för gammal",
        "Du har kanske loggat in eller ut i en annan flik. Gå tillbaka, läs om och försök igen.",
    ),
    403: ("Du får inte göra det här", "Det kräver rollen administratör."),
    404: ("Sidan finns inte", "Det du söker kan ha tagits bort."),
    405: ("Sidan går inte att öppna så", "Gå till översikten och börja där."),
    409: ("Något annat tar tid just nu", "Det du ville göra är inte gjort. Vänta en stund och försök igen."),
    413: ("Det du skickade är för stort", "Gå tillbaka och skicka mindre åt gången."),
    429: ("För många försök", "Vänta en stund och försök igen."),
    500: ("Något gick fel", "Felet ligger i tjänsten. Försök igen om en stund."),
    503: (
        "Sidan går inte att visa just nu",
        "Databasen svarar inte. Boten fortsätter att svara på frågor. Försök igen strax.",
    ),
}
_OTHER = ("Något gick fel", "Gå till översikten och försök igen.")


def refuse(error: HTTPException) -> Response | tuple[Any, int]:
    """A page, or problem details below /api/v1/admin."""
    status = error.code or 500
    if status < 400 or error.response is not None:
        return error.get_response()
    response, _ = problem(status) if request.path.startswith(SCRIPTS) else _page(status)
    for name, value in error.get_headers():
        if name.lower() != "content-type":
            response.headers[name] = value
    return response, status


def unavailable(_error: RecordsUnavailableError) -> tuple[Any, int]:
    """The records cannot be reached."""
    return _page(503) if request.path == PAGES or request.path.startswith(f"{PAGES}/") else problem(503)


def _page(status: int) -> tuple[Any, int]:
    title, advice = TEXTS.get(status, _OTHER)
    return make_response(render_template("admin/error.html", title=title, advice=advice)), status
