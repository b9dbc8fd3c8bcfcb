"""The content that holds: what the shipped file says, with what an administrator has changed laid over it."""

import logging
from threading import Event, Thread

from bot.content import Content, default_content, overlaid
from web.records.content import ContentRecords
from web.records.errors import RecordsError

POLL_SECONDS = 1.0
"""How often the records are read; a change holds in every process well within 2 s."""

_log = logging.getLogger(__name__)


class RecordedContent:
    """A CurrentContent that never waits for the database: a thread reads it, and the last content known holds."""

    def __init__(self, records: ContentRecords) -> None:
        self._records = records
        self._content = default_content()
        self._read: dict[str, object] = {}
        self._away = False
        self._stopped = Event()

    def __call__(self) -> Content:
        return self._content

    def follow(self) -> None:
        """Read the content now, and every change of it as it comes."""
        self.refresh()
        Thread(target=self._watch, name="content", daemon=True).start()

    def close(self) -> None:
        self._stopped.set()

    def refresh(self) -> None:
        """Read the content; where the database does not answer, what was last known holds."""
        try:
            read = self._records.all()
        except RecordsError:
            if not self._away:
                _log.warning("the content cannot be read from the records; what was last known holds")
            self._away = True
            return
        self._away = False
        if read != self._read:
            self._content = overlaid(default_content(), read)
            self._read = read

    def _watch(self) -> None:
        while not self._stopped.wait(POLL_SECONDS):
            try:
                self.refresh()
            except Exception:
                _log.exception("the content could not be read")
