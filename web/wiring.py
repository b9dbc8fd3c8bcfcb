"""The one place that puts the running service together."""

import logging
import os
import signal

from flask import Flask

from bot.answering import Answering
from bot.warming import warm
from index.live import LiveSearcher, share_live
from index.vectors import use_threads
from web import time_budget
from web.app import create_app
from web.current_content import RecordedContent
from web.metrics import Metrics
from web.parts import Parts
from web.recording import QueuedRecorder
from web.records.content import ContentRecords
from web.records.database import Records, default_url
from web.records.errors import RecordsUnavailableError
from web.settings import Settings

_log = logging.getLogger(__name__)


def share_before_fork(settings: Settings) -> None:
    """Load what all workers can share: texts and tables, but nothing with a thread or a connection."""
    warm()
    share_live(settings)


def build_app(settings: Settings) -> Flask:
    """The application over the live generation; all that is slow the first time has been done when this returns."""
    use_threads(1)
    warm()
    live = LiveSearcher.from_settings(settings)
    live.follow()
    records = _records(settings)
    content = RecordedContent(ContentRecords(records))
    content.follow()
    answering = Answering(live, content)
    metrics = Metrics()
    recorder = QueuedRecorder(records, on_dropped=metrics.dropped)
    recorder.keep_in(settings.var_dir / "waiting")
    app = create_app(Parts(answering, live, settings, content, records, recorder, metrics))
    time_budget.register(app, settings, _end_worker)
    return app


def terminal_app(settings: Settings, records: Records, *, searches: bool) -> Flask:
    """The application for one call from a terminal: nothing runs beside it, and nothing is counted."""
    live = LiveSearcher.from_settings(settings)
    if searches:
        live.refresh()
    unlimited = settings.model_copy(update={"rate_limits": False})
    return create_app(Parts(Answering(live), live, unlimited, records=records))


def _records(settings: Settings) -> Records:
    """The records; questions are answered also while their database is away."""
    records = Records.connect(settings.database_url.get_secret_value() or default_url(settings.var_dir))
    try:
        records.migrate()
    except RecordsUnavailableError:
        _log.warning("the database of the records does not answer; it is tried again when it is needed")
    return records


def _end_worker() -> None:
    """Let this process be replaced: it answers what it still can, and the server starts another."""
    _log.error("every thread is kept by a request that does not end: the process is replaced")
    os.kill(os.getpid(), signal.SIGTERM)
