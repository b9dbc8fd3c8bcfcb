"""The Flask application, made from parts that it is handed."""

from datetime import date
from typing import Any

from flask import Flask, Response, abort, jsonify, render_template, request
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException

from bot.answer import Question, Status
from bot.answering import Answering
from bot.serialise import place, to_dict
from index.errors import NoGenerationError
from index.search import Searcher
from web.schema import QuestionIn
from web.settings import Settings

_LARGEST_BODY = 64 * 1024
_REFUSAL = "Frågan måste ha minst ett och högst 1 000 tecken."


def create_app(answering: Answering, searcher: Searcher, settings: Settings) -> Flask:
    """The service over an Answering and the Searcher it searches with."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = _LARGEST_BODY

    @app.post("/api/v1/questions")
    def ask() -> tuple[Response, int]:
        data = QuestionIn.model_validate_json(request.get_data())
        question = Question(data.question, tuple(data.history), date.today())
        answer = answering.answer(question)
        if answer.status is Status.UNAVAILABLE:
            return _problem(503, answer.text)
        return jsonify(to_dict(answer, settings.public_url)), 200

    @app.get("/")
    def start() -> str:
        return render_template("chat.html", question="", answer=None, error=None, place=place)

    @app.post("/")
    def answer_page() -> tuple[str, int]:
        text = request.form.get("question", "")
        try:
            QuestionIn(question=text)
        except ValidationError:
            return render_template("chat.html", question=text, answer=None, error=_REFUSAL, place=place), 422
        answer = answering.answer(Question(text))
        return render_template("chat.html", question=text, answer=answer, error=None, place=place), 200

    @app.get("/kallor/<document_id>/<version>/<int:start>-<int:end>")
    def quoted(document_id: str, version: str, start: int, end: int) -> str:
        text = searcher.canonical_text(document_id, version)
        if text is None or not 0 <= start < end <= len(text):
            abort(404)
        return render_template("document.html", before=text[:start], quote=text[start:end], after=text[end:])

    @app.get("/health/live")
    def live() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/health/ready")
    def ready() -> tuple[dict[str, str], int]:
        try:
            searcher.canonical_text("", "")
        except NoGenerationError:
            return {"status": "unavailable"}, 503
        return {"status": "ok"}, 200

    app.register_error_handler(ValidationError, _invalid)
    app.register_error_handler(HTTPException, _refused)
    app.after_request(_private)
    return app


def _private(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _problem(status: int, detail: str, **more: Any) -> tuple[Response, int]:
    """Problem details (RFC 9457)."""
    response = jsonify({"type": "about:blank", "status": status, "detail": detail, **more})
    response.content_type = "application/problem+json"
    return response, status


def _invalid(error: ValidationError) -> tuple[Response, int]:
    found = [{"field": ".".join(map(str, e["loc"])), "reason": e["type"]} for e in error.errors()]
    not_json = any(entry["reason"] == "json_invalid" for entry in found)
    if not_json:
        return _problem(400, "Anropet är inte giltig JSON.")
    return _problem(422, _REFUSAL, errors=found)


def _refused(error: HTTPException) -> Response | HTTPException:
    if not request.path.startswith("/api/"):
        return error
    response, status = _problem(error.code or 500, error.description or error.name, title=error.name)
    response.status_code = status
    for name, value in error.get_headers():
        if name.lower() == "allow":
            response.headers[name] = value
    return response
