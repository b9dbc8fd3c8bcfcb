"""Every refusal of the API in one shape: problem details (RFC 9457)."""

from typing import Any

from flask import Response, jsonify, request
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException

REFUSAL = "Frågan måste ha minst ett och högst 1 000 tecken."


def problem(status: int, detail: str, **more: Any) -> tuple[Response, int]:
    """Problem details (RFC 9457)."""
    response = jsonify({"type": "about:blank", "status": status, "detail": detail, **more})
    response.content_type = "application/problem+json"
    return response, status


def invalid(error: ValidationError) -> tuple[Response, int]:
    found = [{"field": ".".join(map(str, e["loc"])), "reason": e["type"]} for e in error.errors()]
    not_json = any(entry["reason"] == "json_invalid" for entry in found)
    if not_json:
        return problem(400, "Anropet är inte giltig JSON.")
    return problem(422, REFUSAL, errors=found)


def refused(error: HTTPException) -> Response | HTTPException:
    if not request.path.startswith("/api/"):
        return error
    response, status = problem(error.code or 500, error.description or error.name, title=error.name)
    response.status_code = status
    for name, value in error.get_headers():
        if name.lower() == "allow":
            response.headers[name] = value
    return response
