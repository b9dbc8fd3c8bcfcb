"""The Flask application, made from parts that it is handed."""

from flask import Flask, Response

from bot.answering import Answering
from index.search import Searcher
from web import api, chat, documents, refusals
from web.settings import Settings

_LARGEST_BODY = 64 * 1024


def create_app(answering: Answering, searcher: Searcher, settings: Settings) -> Flask:
    """The service over an Answering and the Searcher it searches with."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = _LARGEST_BODY
    app.register_blueprint(api.routes(answering, settings))
    app.register_blueprint(chat.routes(answering))
    app.register_blueprint(documents.routes(searcher))
    refusals.register(app)
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
