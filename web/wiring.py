"""The one place that puts the running service together."""

from flask import Flask

from bot import language, risk
from bot.answering import Answering
from index.live import LiveSearcher
from index.vectors import use_threads
from web.app import create_app
from web.parts import Parts
from web.settings import Settings


def build_app(settings: Settings) -> Flask:
    """The application over the live generation; all that is slow the first time has been done when this returns."""
    use_threads(1)
    language.warm()
    risk.at_risk("")
    live = LiveSearcher.from_settings(settings)
    live.follow()
    return create_app(Parts(Answering(live), live, settings))
