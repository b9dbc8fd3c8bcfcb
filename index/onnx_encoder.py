"""The encoder that serves: the exported graph through onnxruntime, without torch or sentence-transformers."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

import numpy as np
from tokenizers import Tokenizer

from index.encoder import Encoding, Progress, Vectors, silent
from index.encoder_folder import (
    EMBEDDING,
    GRAPH_FILE,
    TEXTS_AXIS,
    TOKENIZER_FILE,
    TOKENS,
    EncoderDescription,
    read_description,
)
from index.onnx_runtime import onnxruntime
from index.word_pieces import word_pieces

_SPIN_MICROSECONDS = 50
"""About what there is to do between two products that are shared out among threads."""

_SLOWER_TOGETHER = "SkipLayerNormFusion"
"""Sum and normalisation after each half of a layer as one step, which takes three times as long as the two apart."""


class OnnxEncoder:
    """An Encoder over an exported folder. Safe to call from several threads."""

    def __init__(self, description: EncoderDescription, tokenizer: Tokenizer, session: Any) -> None:
        self._description = description
        self._tokenizer = tokenizer
        self._session = session

    @classmethod
    def open(cls, folder: Path, threads: int) -> Self:
        """Load the encoder in `folder` to run on `threads` threads; what comes out is the same, to the last bit.

        Raises EncoderMissingError when the folder holds no encoder.
        """
        return cls(read_description(folder), vocabulary(folder), _session(folder / GRAPH_FILE, threads))

    @property
    def hash(self) -> str:
        return self._description.hash

    @property
    def dimensions(self) -> int:
        return self._description.dimensions

    def encode_queries(self, texts: Sequence[str], /) -> Vectors:
        return self._encode(texts, self._description.query_prompt, silent)

    def encode_passages(self, texts: Sequence[str], progress: Progress = silent, /) -> Vectors:
        return self._encode(texts, self._description.passage_prompt, progress)

    def query_with_tokens(self, text: str, /) -> Encoding:
        return self._with_tokens(text, self._description.query_prompt)

    def passages_with_tokens(self, texts: Sequence[str], progress: Progress = silent, /) -> Iterator[Encoding]:
        for text in texts:
            yield self._with_tokens(text, self._description.passage_prompt)
            progress(1)

    def _encode(self, texts: Sequence[str], prompt: str, progress: Progress) -> Vectors:
        vectors = np.empty((len(texts), self.dimensions), np.float32)
        # One at a time: on a few cores as quick as batches, and dynamic quantisation scales over a whole
        # batch, so that a passage's vector would depend on the passages that happened to go with it.
        for i, text in enumerate(texts):
            _, (vector,) = self._run(prompt + text, [EMBEDDING])
            vectors[i] = vector[0]
            progress(1)
        return vectors

    def _with_tokens(self, text: str, prompt: str) -> Encoding:
        encoding, (vector, tokens) = self._run(prompt + text, [EMBEDDING, TOKENS])
        kept = word_pieces(prompt + text, encoding.tokens, encoding.offsets, len(prompt))
        return Encoding(np.asarray(vector[0], np.float32), np.asarray(tokens[0][kept], np.float32))

    def _run(self, text: str, outputs: list[str]) -> tuple[Any, list[Any]]:
        encoding = self._tokenizer.encode(text)
        inputs = {
            "input_ids": np.array([encoding.ids], np.int64),
            "attention_mask": np.array([encoding.attention_mask], np.int64),
        }
        return encoding, self._session.run(outputs, inputs)


@lru_cache(maxsize=1)
def vocabulary(folder: Path) -> Any:
    """The tokenizer of an exported folder: most of what an encoder holds, and no thread or connection.

    Loaded before a process forks, it is there once for all that come of it.
    """
    return Tokenizer.from_file(str(folder / TOKENIZER_FILE))


def _session(path: Path, threads: int) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # A thread that sleeps between two products is woken late: a question takes a third longer. One that spins without
    # end halves the speed of workers that share cores.
    options.add_session_config_entry("session.intra_op.allow_spinning", "1")
    options.add_session_config_entry("session.intra_op.spin_duration_us", str(_SPIN_MICROSECONDS))
    # A text at a time: the shapes that this settles need not be worked out with each one.
    options.add_free_dimension_override_by_name(TEXTS_AXIS, 1)
    return onnxruntime.InferenceSession(
        path, options, providers=["CPUExecutionProvider"], disabled_optimizers=[_SLOWER_TOGETHER]
    )
