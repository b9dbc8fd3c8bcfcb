"""The one place that puts the running service together."""

from flask import Flask

from bot.answering import Answering
from index.live import LiveSearcher
from index.vectors import use_threads
from web.app import create_app
from web.settings import Settings


def build_app(settings: Settings) -> Flask:
    """The application over the live generation; its encoder is warm when this returns."""
    use_threads(1)
    live = LiveSearcher.from_settings(settings)
    live.follow()
    return create_app(Answering(live), live, settings)
