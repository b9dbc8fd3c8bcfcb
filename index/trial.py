"""Builds for measuring: published and searched the product's way, in a var folder of their own."""

import logging
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from index.baselines import Similarities, open_similarities
from index.build import Workshop, build
from index.encoder import Encoder
from index.generations import Generations
from index.live import LiveSearcher
from index.publishing import publish

_log = logging.getLogger(__name__)


class TrialBuilds:
    """Each build takes over what it can from the first one, and replaces the one before it."""

    def __init__(self, shop: Workshop) -> None:
        """The workshop's var folder must not be one that serves."""
        self._generations = Generations(shop.var_dir)
        self._shop = replace(shop, open_encoder=self._encoder)
        self._open_encoder = shop.open_encoder
        self._opened: Encoder | None = None
        self._first: str | None = None
        self._last: str | None = None

    def build(self, folder: Path) -> LiveSearcher:
        """A search over the documents in a folder. Raises as `index.build.build` and `publish` do."""
        self._forget_last()
        report = build([folder], self._shop)
        for path, reason in report.failures.items():
            _log.warning("%s is not part of the trial: %s", path, reason)
        self._last = report.generation
        self._first = self._first or report.generation
        publish(self._shop.var_dir, report.generation)
        live = LiveSearcher(self._shop.var_dir, lambda _hash: self._encoder())
        live.refresh()
        _log.info("searching generation %s", live.opened.id)
        return live

    def similarities(self) -> Callable[[str], Similarities]:
        """The plain similarities of the last build's passages to a query."""
        generation_id = self._last or self._generations.ids()[-1]
        return open_similarities(self._generations.path(generation_id), self._encoder())

    def close(self) -> None:
        """Leave only the first build, for the next trial in the same folder to take over from."""
        self._forget_last()

    def _forget_last(self) -> None:
        # A build takes over from the newest generation, and that one may lack documents.
        if self._last is not None and self._last != self._first:
            shutil.rmtree(self._generations.path(self._last))
        self._last = None

    def _encoder(self) -> Encoder:
        if self._opened is None:
            self._opened = self._open_encoder()
        return self._opened
