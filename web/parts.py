"""The parts that the application is made from, put together in wiring."""

from dataclasses import dataclass

from bot.answering import Answering
from bot.content import CurrentContent, default_content
from web.catalogue import LiveIndex
from web.settings import Settings


@dataclass(frozen=True, slots=True)
class Parts:
    """What create_app is handed."""

    answering: Answering
    live: LiveIndex
    settings: Settings
    content: CurrentContent = default_content
