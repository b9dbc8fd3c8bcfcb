"""A refusal as a program reads it: problem details (RFC 9457), in Swedish."""

from typing import Any

from flask import Response, jsonify
from pydantic import ValidationError

from bot.limits import reason

MEDIA_TYPE = "application/problem+json"
TEXTS = {
    400: ("Anropet gick inte att läsa", "Anropet är inte giltig JSON i UTF-8."),
    401: ("Nyckel saknas", "Visa en giltig nyckel i Authorization: Bearer."),
    403: ("Rollen räcker inte", "Nyckeln har en roll som inte får göra det här."),
    404: ("Adressen finns inte", "Det finns inget på den här adressen."),
    405: ("Fel metod", "Adressen finns, men tar inte emot den metoden."),
    409: ("Det går inte nu", "Något annat hindrar det som begärdes."),
    410: ("Dokumentet är återkallat", "Versionen publicerades av misstag och har tagits bort för gott."),
    413: ("Anropet är för stort", "Skicka högst 64 KiB."),
    415: ("Fel sorts innehåll", "Skicka JSON med Content-Type: application/json."),
    422: ("Frågan går inte att använda", "Rätta det som står under errors och försök igen."),
    429: ("För många anrop", "Vänta en stund och försök igen. Retry-After säger hur många sekunder."),
    500: ("Något gick fel", "Felet ligger hos oss. Försök igen om en stund."),
    503: ("Tjänsten kan inte svara just nu", "Försök igen om en stund."),
}
_OTHER = ("Anropet gick inte", "Anropet kunde inte besvaras.")
_REASONS = {
    "missing": "Fältet saknas.",
    "string_type": "Värdet ska vara en text.",
    "list_type": "Värdet ska vara en lista.",
    "extra_forbidden": "Fältet finns inte.",
    "model_type": "Skicka ett JSON-objekt.",
    "bool_type": "Värdet ska vara true eller false.",
    "enum": "Värdet är inte ett av dem som finns.",
    "reference": "Texten är ingen referens till ett citat.",
}


def problem(status: int, detail: str | None = None, **more: Any) -> tuple[Response, int]:
    """Problem details; `detail` is by default what the status means."""
    title, usual = TEXTS.get(status, _OTHER)
    response = jsonify({"type": "about:blank", "title": title, "status": status, "detail": detail or usual, **more})
    response.content_type = MEDIA_TYPE
    return response, status


def invalid(error: ValidationError) -> tuple[Response, int]:
    """What the schema refuses, by field."""
    details = error.errors(include_url=False, include_context=False, include_input=False)
    found = [
        {
            "field": ".".join(map(str, e["loc"])),
            "reason": e["type"],
            "message": _REASONS.get(e["type"]) or reason(e["type"]),
        }
        for e in details
    ]
    return problem(422, errors=found)
