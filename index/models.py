"""sentence-transformers: where models come from. The one file that imports it."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sentence_transformers import SentenceTransformer
from transformers.utils.logging import disable_progress_bar

from index.encoder import Encoding, Progress, Vectors, silent
from index.errors import EncoderExportError
from index.word_pieces import word_pieces

_QUERY_PROMPT_NAMES = ("query",)
_PASSAGE_PROMPT_NAMES = ("document", "passage", "corpus")
_BATCH_SIZE = 16


def load(name_or_path: str | Path) -> SentenceTransformer:
    """Load a model by folder or name, on the CPU or a GPU, as sentence-transformers finds best.

    Raises EncoderExportError when there is no such model.
    """
    try:
        disable_progress_bar()
        # Eager attention is the one that traces to a plain graph.
        return SentenceTransformer(str(name_or_path), model_kwargs={"attn_implementation": "eager"})
    except (OSError, ValueError) as error:
        raise EncoderExportError(f"Modellen {name_or_path} kunde inte läsas in: {error}") from error


def query_prompt(model: SentenceTransformer) -> str:
    """What the model wants before a query; '' when it wants nothing."""
    return _first_prompt(model, _QUERY_PROMPT_NAMES)


def passage_prompt(model: SentenceTransformer) -> str:
    """What the model wants before a passage; '' when it wants nothing."""
    return _first_prompt(model, _PASSAGE_PROMPT_NAMES)


def _first_prompt(model: SentenceTransformer, names: Sequence[str]) -> str:
    # A name that the model does not set is there with an empty prompt.
    prompts = (model.prompts.get(name) for name in names)
    return next((prompt for prompt in prompts if prompt), "")


class TorchEncoder:
    """An Encoder that runs the model in sentence-transformers: for a GPU, and as the reference in tests.

    `encoder_hash` must not be that of the graph exported from the same model, whose vectors differ a little.
    """

    def __init__(self, model: SentenceTransformer, encoder_hash: str) -> None:
        self._model = model
        self._hash = encoder_hash

    @property
    def hash(self) -> str:
        return self._hash

    @property
    def dimensions(self) -> int:
        return int(self._model.get_embedding_dimension())

    def encode_queries(self, texts: Sequence[str], /) -> Vectors:
        return self._encode(texts, query_prompt(self._model))

    def encode_passages(self, texts: Sequence[str], progress: Progress = silent, /) -> Vectors:
        vectors = np.empty((len(texts), self.dimensions), np.float32)
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        prompt = passage_prompt(self._model)
        for start in range(0, len(order), _BATCH_SIZE):
            batch = order[start : start + _BATCH_SIZE]
            vectors[batch] = self._encode([texts[i] for i in batch], prompt)
            progress(len(batch))
        return vectors

    def query_with_tokens(self, text: str, /) -> Encoding:
        return self._with_tokens(text, query_prompt(self._model))

    def passages_with_tokens(self, texts: Sequence[str], progress: Progress = silent, /) -> Iterator[Encoding]:
        for text in texts:
            yield self._with_tokens(text, passage_prompt(self._model))
            progress(1)

    def _with_tokens(self, text: str, prompt: str) -> Encoding:
        features: Any = self._model.encode(text, prompt=prompt, output_value=None, show_progress_bar=False)
        pieces = self._model.tokenizer.backend_tokenizer.encode(prompt + text)
        kept = word_pieces(prompt + text, pieces.tokens, pieces.offsets, len(prompt))
        tokens = features["token_embeddings"].float().cpu().numpy()
        kept = [position for position in kept if position < len(tokens)]
        return Encoding(_unit(features["sentence_embedding"].float().cpu().numpy()), _unit(tokens[kept]))

    def _encode(self, texts: Sequence[str], prompt: str) -> Vectors:
        if not texts:
            return np.empty((0, self.dimensions), np.float32)
        vectors = self._model.encode(
            list(texts),
            prompt=prompt,
            normalize_embeddings=True,
            show_progress_bar=False,
            convert_to_numpy=True,
        )
        return np.asarray(vectors, np.float32)


def _unit(vectors: Vectors) -> Vectors:
    scaled: Vectors = vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)
    return scaled.astype(np.float32)
