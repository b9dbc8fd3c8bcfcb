"""The word Encoder: text to vector. Its implementations are the only files that import a model runtime."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Progress = Callable[[int], None]
"""Called with how many more texts are done."""


def silent(_count: int) -> None:
    """A Progress that tells no one."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """A text's vector, shape (dimensions,), and those of its word pieces as the model reads them in their context.

    `tokens` has shape (pieces, width of the model's last layer), which most often is `dimensions`; pieces without a
    letter or digit, and the prompt's, are left out. Both are float32 and each vector has L2 norm 1.
    """

    vector: NDArray[np.float32]
    tokens: Vectors


class Encoder(Protocol):
    """Turns texts into vectors of shape (len(texts), dimensions), float32, each of L2 norm 1.

    `hash` changes whenever the same text could give another vector. An empty sequence gives shape
    (0, dimensions). Texts longer than the model reads are cut at its limit.
    """

    @property
    def hash(self) -> str: ...

    @property
    def dimensions(self) -> int: ...

    def encode_queries(self, texts: Sequence[str], /) -> Vectors: ...

    def encode_passages(self, texts: Sequence[str], progress: Progress = silent, /) -> Vectors: ...

    def query_with_tokens(self, text: str, /) -> Encoding: ...

    def passages_with_tokens(self, texts: Sequence[str], progress: Progress = silent, /) -> Iterator[Encoding]: ...
