"""The live generation, followed: a thread opens a newly published one and swaps it in between two requests."""

import logging
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import Self

from index.archive import Archive
from index.documents import Document
from index.encoder import Encoder, Vectors
from index.encoder_folder import graph_hash
from index.encoders import open_by_hash, share
from index.errors import IndexingError, NoGenerationError
from index.generations import Generations
from index.kinds import DEFAULT_WEIGHTS, KindWeights
from index.last_encoding import LastEncoding
from index.opened import OpenGeneration
from index.originals import Originals
from index.search import Holdings, Meaning, SearchResult
from index.settings import IndexSettings
from index.tombstones import Tombstones

POLL_SECONDS = 0.5
"""How often `current` is looked at; a worker follows well within 2 s."""

RETRY_SECONDS = 10.0
"""How long a generation that was refused is left alone, unless it is published again: to verify one reads it all."""

OpenEncoder = Callable[[str], Encoder]
"""From the hash of an exported encoder to the encoder."""

_log = logging.getLogger(__name__)


def share_live(settings: IndexSettings) -> None:
    """Load what all processes that search the live generation can share; nothing where none is published."""
    generations = Generations(settings.var_dir)
    # The library of tokenizers raises nothing narrower for a damaged file; each process says so when it opens one.
    with suppress(Exception):
        if (live := generations.current()) is not None:
            share(settings.encoders_dir, graph_hash(generations.manifest(live).encoder))


class LiveSearcher:
    """A Searcher over whatever generation is published.

    A damaged one is refused and the last good one stays. Where none was open, as in a process that has just started,
    the newest older one is taken whose every text was published before; the published one is tried again.
    """

    def __init__(self, var_dir: Path, open_encoder: OpenEncoder, kind_weights: KindWeights = DEFAULT_WEIGHTS) -> None:
        self._generations = Generations(var_dir)
        self._archive = Archive(var_dir)
        self._originals = Originals(var_dir)
        self._tombstones = Tombstones(var_dir)
        self._open_encoder = open_encoder
        self._kind_weights = kind_weights
        self._encoder: Encoder | None = None
        self._opened: OpenGeneration | None = None
        self._refused: tuple[str, int] | None = None
        self._refused_at = 0.0
        self._stopped = Event()

    @classmethod
    def from_settings(cls, settings: IndexSettings) -> Self:
        """A searcher over the configured folders, with nothing opened yet: call `refresh` or `follow`."""
        return cls(
            settings.var_dir,
            lambda name: open_by_hash(settings.encoders_dir, name),
            settings.kind_weights,
        )

    def follow(self) -> None:
        """Open the live generation now and every later one as it is published."""
        self.refresh()
        Thread(target=self._watch, name="live-generation", daemon=True).start()

    def close(self) -> None:
        self._stopped.set()

    def refresh(self) -> None:
        """Open the published generation if it is not the one in use; let go of one that holds what was withdrawn."""
        self._open_current()
        withdrawn = self._tombstones.versions()
        if self._opened and withdrawn and self._opened.holds_any(withdrawn):
            self._opened = None

    def _open_current(self) -> None:
        publication = self._generations.publication()
        if publication is None or (self._opened and self._opened.id == publication[0]):
            return
        if publication == self._refused and monotonic() - self._refused_at < RETRY_SECONDS:
            return
        opened = self._tried(publication[0])
        if opened is None:
            self._refused, self._refused_at = publication, monotonic()
            opened = self._opened or self._before(publication[0])
        self._opened = opened

    def _before(self, generation_id: str) -> OpenGeneration | None:
        """The newest whole generation older than one, of those that hold nothing that was never published."""
        for older in reversed([found for found in self._generations.ids() if found < generation_id]):
            opened = self._tried(older)
            if opened and all(self._archive.text(version) is not None for version in opened.versions):
                _log.error("generation %s is in use, which is not the published one", older)
                return opened
        return None

    def _tried(self, generation_id: str) -> OpenGeneration | None:
        try:
            return self._open(generation_id)
        except (IndexingError, OSError) as error:
            _log.error("generation %s refused: %s", generation_id, error)
        except Exception:
            # Whatever the libraries make of a damaged file, a process goes on with what it has.
            _log.exception("a generation cannot be opened")
        return None

    def search(self, query: str, within: Collection[str] = ()) -> SearchResult:
        return self.opened.search(query, within)

    def meaning(self, text: str) -> Meaning:
        encoder = self._encoder
        if encoder is None:
            raise NoGenerationError("Ingen generation är publicerad.")
        return Meaning(encoder.hash, encoder.query_with_tokens(text).vector)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """What texts mean to the encoder in use, as queries: shape (len(texts), dimensions), float32, L2 norm 1.

        Raises NoGenerationError while nothing is published.
        """
        encoder = self._encoder
        if encoder is None:
            raise NoGenerationError("Ingen generation är publicerad.")
        return encoder.encode_queries(texts)

    def canonical_text(self, document_id: str, version: str) -> str | None:
        """The text of a version in the live generation or, by the version alone, of one published before."""
        text = self.opened.canonical_text(document_id, version)
        # A swap may come between a search and the check of its quotes, and between a quote and a click on it.
        return self._archive.text(version) if text is None else text

    def archived(self, document_id: str, version: str) -> Document | None:
        """A document as it was last published in that version, or None where that is not known."""
        return self._archive.document(document_id, version)

    def owners(self, version: str) -> frozenset[str]:
        """The ids of the documents that were published in that version; empty where it is not known."""
        return self._archive.owners(version)

    def original(self, document_id: str, version: str) -> Path | None:
        """The file that a version was read from, or None where it was not kept."""
        return self._originals.path(document_id, version)

    def holdings(self) -> Holdings:
        return self.opened.holdings()

    @property
    def opened(self) -> OpenGeneration:
        """The generation in use. Raises NoGenerationError while there is none."""
        if self._opened is None:
            raise NoGenerationError("Ingen generation är publicerad.")
        return self._opened

    def _open(self, generation_id: str) -> OpenGeneration:
        wanted = graph_hash(self._generations.manifest(generation_id).encoder)
        if self._encoder is None or self._encoder.hash != wanted:
            self._encoder = LastEncoding(self._open_encoder(wanted))
        opened = OpenGeneration.open(self._generations, generation_id, self._encoder, self._kind_weights)
        opened.search("värm upp")
        return opened

    def _watch(self) -> None:
        while not self._stopped.wait(POLL_SECONDS):
            try:
                self.refresh()
            except Exception:
                _log.exception("the published generation could not be followed")
