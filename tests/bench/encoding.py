"""The encoder alone: passages a second, and milliseconds for a question."""

import time
from itertools import pairwise

from tokenizers import Tokenizer

from index.encoder_folder import TOKENIZER_FILE
from index.encoders import find
from index.onnx_encoder import OnnxEncoder
from index.settings import DEFAULT_ENCODER
from tests.bench.asked import answerable
from tests.bench.figures import Figure, Place
from tests.bench.service import ROOT

_TOKENS = 180
_PASSAGES = 100
_ROUNDS = 5
_THREADS = 2


def measure(place: Place) -> list[Figure]:
    folder = find(place.var_dir / "encoders", DEFAULT_ENCODER)
    encoder = OnnxEncoder.open(folder, _THREADS)
    passages = _passages(Tokenizer.from_file(str(folder / TOKENIZER_FILE)))
    questions = answerable(place.shared, 50)
    encoder.encode_passages(passages[:5])
    rates = [len(passages) / _seconds(encoder, passages) for _ in range(_ROUNDS)]
    milliseconds = [_query_ms(encoder, question) for _ in range(_ROUNDS) for question in questions]
    return [
        Figure(f"encoder, passages of {_TOKENS} tokens", rates, "passages/s"),
        Figure("encoder, one question", milliseconds, "ms"),
    ]


def _passages(tokenizer: Tokenizer) -> list[str]:
    """Texts of _TOKENS tokens, cut from the documents one after the other."""
    text = " ".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "documents").glob("*.md")))
    offsets = tokenizer.encode(text, add_special_tokens=False).offsets
    starts = [start for start, _ in offsets[::_TOKENS]]
    passages = [text[start:end] for start, end in pairwise(starts)]
    return (passages * (_PASSAGES // len(passages) + 1))[:_PASSAGES]


def _seconds(encoder: OnnxEncoder, passages: list[str]) -> float:
    start = time.perf_counter()
    encoder.encode_passages(passages)
    return time.perf_counter() - start


def _query_ms(encoder: OnnxEncoder, question: str) -> float:
    start = time.perf_counter()
    encoder.encode_queries([question])
    return (time.perf_counter() - start) * 1000
