"""An encoder that does not encode a query twice in a row."""

from collections.abc import Iterator, Sequence
from threading import local

from index.encoder import Encoder, Encoding, Progress, Vectors, silent


class LastEncoding:
    """An Encoder that keeps, for each thread, the last query and its encoding; the next one takes their place."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._last = local()

    @property
    def hash(self) -> str:
        return self._encoder.hash

    @property
    def dimensions(self) -> int:
        return self._encoder.dimensions

    def encode_queries(self, texts: Sequence[str], /) -> Vectors:
        return self._encoder.encode_queries(texts)

    def encode_passages(self, texts: Sequence[str], progress: Progress = silent, /) -> Vectors:
        return self._encoder.encode_passages(texts, progress)

    def query_with_tokens(self, text: str, /) -> Encoding:
        kept: tuple[str, Encoding] | None = getattr(self._last, "kept", None)
        if kept is None or kept[0] != text:
            kept = self._last.kept = (text, self._encoder.query_with_tokens(text))
        return kept[1]

    def passages_with_tokens(self, texts: Sequence[str], progress: Progress = silent, /) -> Iterator[Encoding]:
        return self._encoder.passages_with_tokens(texts, progress)
