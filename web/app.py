"""The Flask application, made from parts that it is handed."""

from flask import Flask, Response, request

from web import about, api, chat, documents, embedding, framing, health, presenting, receipts, refusals, teams
from web.catalogue import Catalogue
from web.parts import Parts

_LARGEST_BODY = 64 * 1024
_SAME_FOR_ALL = {"static", "embedding.script"}


def create_app(parts: Parts) -> Flask:
    """The service over the parts."""
    settings, content = parts.settings, parts.content
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = _LARGEST_BODY
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.jinja_env.globals["leave_url"] = settings.leave_url
    presenting.register(app, settings.public_url)
    catalogue = Catalogue(parts.live)
    app.register_blueprint(api.routes(parts.answering, settings))
    app.register_blueprint(chat.routes(parts.answering, catalogue, content))
    app.register_blueprint(embedding.routes())
    app.register_blueprint(documents.routes(catalogue))
    app.register_blueprint(receipts.routes(catalogue, settings))
    app.register_blueprint(about.routes(catalogue, content))
    app.register_blueprint(health.routes(parts.live))
    app.register_blueprint(teams.routes(parts.answering, settings, content))
    refusals.register(app)
    app.after_request(_private)
    framing.register(app, settings.embedding_origins)
    return app


def _private(response: Response) -> Response:
    # What is the same for everyone may be kept if it is asked for again; nothing else may stay on a shared computer.
    response.headers["Cache-Control"] = "no-cache" if request.endpoint in _SAME_FOR_ALL else "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
