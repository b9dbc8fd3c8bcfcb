"""The script that puts the chat on another site."""

from flask import Blueprint, Response, current_app

from web.access import public


def routes() -> Blueprint:
    """GET /embed.js."""
    blueprint = Blueprint("embedding", __name__)

    @blueprint.get("/embed.js")
    @public
    def script() -> Response:
        return current_app.send_static_file("embed.js")

    return blueprint
