"""Every refusal of the API in one shape: problem details (RFC 9457), in Swedish."""

from typing import Any

from flask import Response, jsonify, request
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException

MEDIA_TYPE = "application/problem+json"
REFUSAL = "Frågan måste ha minst ett och högst 1 000 tecken."
RETRY_AFTER_SECONDS = 5
TEXTS = {
    400: ("Anropet gick inte att läsa", "Anropet är inte giltig JSON i UTF-8."),
    404: ("Adressen finns inte", "Det finns inget på den här adressen."),
    405: ("Fel metod", "Adressen finns, men tar inte emot den metoden."),
    413: ("Anropet är för stort", "Skicka högst 64 KiB."),
    415: ("Fel sorts innehåll", "Skicka JSON med Content-Type: application/json."),
    422: ("Frågan går inte att använda", "Rätta det som står under errors och försök igen."),
    500: ("Något gick fel", "Felet ligger hos oss. Försök igen om en stund."),
    503: ("Tjänsten kan inte svara just nu", "Försök igen om en stund."),
}
_OTHER = ("Anropet gick inte", "Anropet kunde inte besvaras.")
_REASONS = {
    "missing": "Fältet saknas.",
    "string_type": "Värdet ska vara en text.",
    "string_unicode": "Texten är inte giltig Unicode.",
    "list_type": "Värdet ska vara en lista.",
    "too_long": "Skicka med högst sex tidigare frågor.",
    "extra_forbidden": "Fältet finns inte.",
    "model_type": "Skicka ett JSON-objekt.",
}


def problem(status: int, detail: str | None = None, **more: Any) -> tuple[Response, int]:
    """Problem details; `detail` is by default what the status means."""
    title, usual = TEXTS.get(status, _OTHER)
    response = jsonify({"type": "about:blank", "title": title, "status": status, "detail": detail or usual, **more})
    response.content_type = MEDIA_TYPE
    if status == 503:
        response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response, status


def invalid(error: ValidationError) -> tuple[Response, int]:
    """What the schema refuses, by field."""
    details = error.errors(include_url=False, include_context=False, include_input=False)
    found = [
        {"field": ".".join(map(str, e["loc"])), "reason": e["type"], "message": _REASONS.get(e["type"], REFUSAL)}
        for e in details
    ]
    return problem(422, errors=found)


def refused(error: HTTPException) -> Response | HTTPException:
    if not request.path.startswith("/api/"):
        return error
    response, status = problem(error.code or 500)
    response.status_code = status
    for name, value in error.get_headers():
        if name.lower() == "allow":
            response.headers[name] = value
    return response
