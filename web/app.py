"""The Flask application, made from parts that it is handed."""

from dataclasses import replace

from flask import Flask

from index.tombstones import Tombstones
from web import (
    about,
    api,
    chat,
    cut_bodies,
    documents,
    embedding,
    feedback,
    headers,
    health,
    limits,
    observing,
    presenting,
    receipts,
    refusals,
    scraping,
    teams,
)
from web.access import public
from web.admin import routes as admin
from web.catalogue import Catalogue
from web.parts import Parts

_LARGEST_BODY = 64 * 1024


def create_app(parts: Parts) -> Flask:
    """The service over the parts."""
    parts = replace(parts, recorder=observing.ObservingRecorder(parts.recorder, parts.metrics))
    settings, content = parts.settings, parts.content
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = _LARGEST_BODY
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.jinja_env.globals["leave_url"] = settings.leave_url
    observing.register(app, parts.metrics)
    limits.register(app, settings, lambda text: parts.answering.crisis(text) is not None)
    presenting.register(app, settings.public_url)
    catalogue = Catalogue(parts.live, Tombstones(settings.var_dir))
    app.register_blueprint(api.routes(parts.answering, settings, content, parts.recorder))
    app.register_blueprint(feedback.routes(parts.answering, parts.recorder))
    app.register_blueprint(chat.routes(parts.answering, catalogue, content, parts.recorder))
    app.register_blueprint(embedding.routes())
    app.register_blueprint(documents.routes(catalogue))
    app.register_blueprint(receipts.routes(catalogue, settings))
    app.register_blueprint(about.routes(catalogue, content, _kept(parts)))
    app.register_blueprint(health.routes(parts.live, parts.records.reachable if parts.records else None))
    app.register_blueprint(scraping.routes(parts.metrics, settings, scraping.figures(parts.live, parts.records)))
    app.register_blueprint(teams.routes(parts.answering, settings, content, recorder=parts.recorder))
    if parts.records is not None:
        admin.register(app, parts)
    cut_bodies.register(app)
    public(app.view_functions["static"])
    refusals.register(app)
    headers.register(app, settings)
    return app


def _kept(parts: Parts) -> about.Kept | None:
    settings = parts.settings
    return about.Kept(settings.retention_days, settings.retention_decision) if parts.recorder.keeps else None
