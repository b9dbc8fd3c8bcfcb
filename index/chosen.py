"""One generation, live or not, to search in: a new one is tried before it is published."""

from collections.abc import Callable, Collection
from pathlib import Path

from index.encoder import Encoder
from index.encoder_folder import graph_hash
from index.encoders import open_by_hash
from index.generations import Generations
from index.kinds import KindWeights
from index.last_encoding import LastEncoding
from index.opened import OpenGeneration
from index.search import Holdings, Meaning, SearchResult
from index.settings import IndexSettings


class ChosenSearcher:
    """A Searcher over one generation, whatever is published."""

    def __init__(self, opened: OpenGeneration, encoder: Encoder) -> None:
        self._opened = opened
        self._encoder = encoder

    def search(self, query: str, within: Collection[str] = ()) -> SearchResult:
        return self._opened.search(query, within)

    def canonical_text(self, document_id: str, version: str) -> str | None:
        return self._opened.canonical_text(document_id, version)

    def meaning(self, text: str) -> Meaning:
        return Meaning(self._encoder.hash, self._encoder.query_with_tokens(text).vector)

    def holdings(self) -> Holdings:
        return self._opened.holdings()


class Chooser:
    """Opens generations by their id; the encoder stays open for the next one that was built with it."""

    def __init__(self, var_dir: Path, open_encoder: Callable[[str], Encoder], kind_weights: KindWeights) -> None:
        """`open_encoder` goes from the hash of an exported encoder to the encoder."""
        self._generations = Generations(var_dir)
        self._open_encoder = open_encoder
        self._kind_weights = kind_weights
        self._encoder: Encoder | None = None

    @classmethod
    def from_settings(cls, settings: IndexSettings) -> "Chooser":
        return cls(
            settings.var_dir,
            lambda name: open_by_hash(settings.encoders_dir, name),
            settings.kind_weights,
        )

    def open(self, generation_id: str) -> ChosenSearcher:
        """Verify and open a generation. Raises NoGenerationError, GenerationDamagedError and EncoderMissingError."""
        wanted = graph_hash(self._generations.manifest(generation_id).encoder)
        if self._encoder is None or self._encoder.hash != wanted:
            self._encoder = LastEncoding(self._open_encoder(wanted))
        opened = OpenGeneration.open(self._generations, generation_id, self._encoder, self._kind_weights)
        return ChosenSearcher(opened, self._encoder)
