"""The encoder that serves: the exported graph through onnxruntime. Needs neither torch nor sentence-transformers."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from index.encoder import Progress, Vectors, silent
from index.encoder_folder import GRAPH_FILE, TOKENIZER_FILE, EncoderDescription, read_description

_BATCH_SIZE = 8


class OnnxEncoder:
    """An Encoder over an exported folder. Safe to call from several threads."""

    def __init__(self, description: EncoderDescription, tokenizer: Tokenizer, session: Any) -> None:
        self._description = description
        self._tokenizer = tokenizer
        self._session = session

    @classmethod
    def open(cls, folder: Path, threads: int) -> Self:
        """Load the encoder in `folder` to run on `threads` threads.

        Raises EncoderMissingError when the folder holds no encoder.
        """
        description = read_description(folder)
        tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
        return cls(description, tokenizer, _session(folder / GRAPH_FILE, threads))

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

    def _encode(self, texts: Sequence[str], prompt: str, progress: Progress) -> Vectors:
        vectors = np.empty((len(texts), self.dimensions), np.float32)
        # Texts of like length share a batch, so that little of it is padding.
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        for start in range(0, len(order), _BATCH_SIZE):
            batch = order[start : start + _BATCH_SIZE]
            vectors[batch] = self._run([prompt + texts[i] for i in batch])
            progress(len(batch))
        return vectors

    def _run(self, texts: list[str]) -> Vectors:
        encodings = self._tokenizer.encode_batch(texts)
        inputs = {
            "input_ids": np.array([encoding.ids for encoding in encodings], np.int64),
            "attention_mask": np.array([encoding.attention_mask for encoding in encodings], np.int64),
        }
        (vectors,) = self._session.run(None, inputs)
        return np.asarray(vectors, np.float32)


def _session(path: Path, threads: int) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # The arena keeps the largest batch's memory for ever.
    options.enable_cpu_mem_arena = False
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
