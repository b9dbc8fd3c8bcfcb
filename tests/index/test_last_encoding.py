from collections.abc import Iterator, Sequence
from threading import Thread

import numpy as np

from index.encoder import Encoding, Progress, Vectors, silent
from index.last_encoding import LastEncoding


class CountingEncoder:
    """An Encoder that keeps the queries it has encoded."""

    hash = "counting"
    dimensions = 1

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def encode_queries(self, texts: Sequence[str], /) -> Vectors:
        return np.ones((len(texts), 1), np.float32)

    def encode_passages(self, texts: Sequence[str], _progress: Progress = silent, /) -> Vectors:
        return np.ones((len(texts), 1), np.float32)

    def query_with_tokens(self, text: str, /) -> Encoding:
        self.encoded.append(text)
        return Encoding(np.full(1, len(text), np.float32), np.ones((1, 1), np.float32))

    def passages_with_tokens(self, texts: Sequence[str], _progress: Progress = silent, /) -> Iterator[Encoding]:
        return (self.query_with_tokens(text) for text in texts)


def test_a_query_is_encoded_once_when_it_is_asked_twice_in_a_row() -> None:
    counting = CountingEncoder()
    encoder = LastEncoding(counting)
    assert [encoder.query_with_tokens(text).vector[0] for text in ("en", "en", "två", "en")] == [2, 2, 3, 2]
    assert counting.encoded == ["en", "två", "en"]


def test_a_thread_does_not_see_the_query_of_another() -> None:
    counting = CountingEncoder()
    encoder = LastEncoding(counting)
    encoder.query_with_tokens("en")
    thread = Thread(target=encoder.query_with_tokens, args=("en",))
    thread.start()
    thread.join()
    assert counting.encoded == ["en", "en"]


def test_all_else_is_the_encoder_s_own() -> None:
    encoder = LastEncoding(CountingEncoder())
    assert (encoder.hash, encoder.dimensions) == ("counting", 1)
    assert encoder.encode_queries(["a", "b"]).shape == encoder.encode_passages(["a", "b"]).shape == (2, 1)
    assert [encoding.vector[0] for encoding in encoder.passages_with_tokens(["abc"])] == [3]
