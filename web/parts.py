"""The parts that the application is made from, put together in wiring."""

from dataclasses import dataclass, field

from bot.answering import Answering
from bot.content import CurrentContent, default_content
from web.catalogue import LiveIndex
from web.metrics import Metrics
from web.recording import NoRecorder, Recorder
from web.records.database import Records
from web.settings import Settings


@dataclass(frozen=True, slots=True)
class Parts:
    """What create_app is handed; a service without records has no pages for administrators."""

    answering: Answering
    live: LiveIndex
    settings: Settings
    content: CurrentContent = default_content
    records: Records | None = None
    recorder: Recorder = NoRecorder()  # noqa: RUF009 - it has no state
    metrics: Metrics = field(default_factory=Metrics)
