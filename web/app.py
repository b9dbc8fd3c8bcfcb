"""The Flask application, made from parts that it is handed."""

from flask import Flask, Response, request

from bot.answering import Answering
from bot.content import CurrentContent, default_content
from web import about, api, chat, documents, embedding, framing, health, presenting, receipts, refusals, teams
from web.catalogue import Catalogue, LiveIndex
from web.settings import Settings

_LARGEST_BODY = 64 * 1024
_SAME_FOR_ALL = {"static", "embedding.script"}


def create_app(
    answering: Answering, live: LiveIndex, settings: Settings, content: CurrentContent = default_content
) -> Flask:
    """The service over an Answering and the live index that it searches."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = _LARGEST_BODY
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.jinja_env.globals["leave_url"] = settings.leave_url
    presenting.register(app, settings.public_url)
    catalogue = Catalogue(live)
    app.register_blueprint(api.routes(answering, settings))
    app.register_blueprint(chat.routes(answering, catalogue, content))
    app.register_blueprint(embedding.routes())
    app.register_blueprint(documents.routes(catalogue))
    app.register_blueprint(receipts.routes(catalogue, settings))
    app.register_blueprint(about.routes(catalogue, content))
    app.register_blueprint(health.routes(live))
    app.register_blueprint(teams.routes(answering, settings, content))
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
