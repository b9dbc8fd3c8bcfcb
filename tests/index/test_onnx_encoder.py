"""The encoder that serves, against the model that it was exported from."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.errors import EncoderMissingError
from index.models import TorchEncoder, load
from index.onnx_encoder import OnnxEncoder

LONG_TEXT = "Regionen ska verka för jämställdhet mellan kvinnor och män. " * 200


@pytest.fixture(scope="module")
def reference(default_model_dir: Path) -> TorchEncoder:
    return TorchEncoder(load(default_model_dir), "reference")


def test_queries_come_close_to_those_of_sentence_transformers(
    default_encoder: OnnxEncoder, reference: TorchEncoder, queries: tuple[str, ...]
) -> None:
    likeness = np.sum(default_encoder.encode_queries(queries) * reference.encode_queries(queries), axis=1)
    assert likeness.mean() >= 0.995
    assert likeness.min() >= 0.99


def test_passages_come_close_to_those_of_sentence_transformers(
    default_encoder: OnnxEncoder, reference: TorchEncoder, passages: tuple[str, ...]
) -> None:
    likeness = np.sum(default_encoder.encode_passages(passages) * reference.encode_passages(passages), axis=1)
    assert likeness.mean() >= 0.995
    assert likeness.min() >= 0.99


def test_vectors_are_float32_of_norm_one(default_encoder: OnnxEncoder, passages: tuple[str, ...]) -> None:
    vectors = default_encoder.encode_passages(passages)
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(passages), default_encoder.dimensions)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_passage_s_vector_does_not_depend_on_its_neighbours(
    default_encoder: OnnxEncoder, passages: tuple[str, ...]
) -> None:
    together = default_encoder.encode_passages(passages)
    alone = np.concatenate([default_encoder.encode_passages([passage]) for passage in reversed(passages)])
    np.testing.assert_array_equal(together, alone[::-1])


def test_queries_and_passages_get_prompts_of_their_own(default_encoder: OnnxEncoder) -> None:
    text = ["Vem ansvarar för uppföljningen?"]
    likeness = float(default_encoder.encode_queries(text)[0] @ default_encoder.encode_passages(text)[0])
    assert likeness < 0.99


def test_a_question_finds_the_passage_that_answers_it(default_encoder: OnnxEncoder, passages: tuple[str, ...]) -> None:
    query = default_encoder.encode_queries(["Hur stora är löneskillnaderna?"])
    best = int(np.argmax(default_encoder.encode_passages(passages) @ query[0]))
    assert "Löneskillnaderna" in passages[best]


@pytest.mark.parametrize("text", ["", " \n\t", "\x00", "🙂", "<s></s><mask>"])
def test_the_strangest_text_gets_a_vector(default_encoder: OnnxEncoder, text: str) -> None:
    assert np.isfinite(default_encoder.encode_queries([text])).all()


def test_no_texts_give_no_rows(default_encoder: OnnxEncoder) -> None:
    assert default_encoder.encode_passages([]).shape == (0, 384)
    assert default_encoder.encode_queries([]).shape == (0, 384)


def test_a_text_that_is_too_long_is_cut(default_encoder: OnnxEncoder) -> None:
    long, longer = default_encoder.encode_passages([LONG_TEXT, LONG_TEXT + "Något helt annat."])
    np.testing.assert_array_equal(long, longer)


def test_progress_counts_every_passage(default_encoder: OnnxEncoder, passages: tuple[str, ...]) -> None:
    counts: list[int] = []
    default_encoder.encode_passages(passages, counts.append)
    assert sum(counts) == len(passages)


def test_several_threads_may_share_an_encoder(default_encoder: OnnxEncoder, queries: tuple[str, ...]) -> None:
    expected = default_encoder.encode_queries(queries)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda query: default_encoder.encode_queries([query])[0], queries))
    np.testing.assert_array_equal(np.stack(found), expected)


def test_a_folder_without_an_encoder_is_told_of_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(EncoderMissingError, match="python -m index encoder"):
        OnnxEncoder.open(tmp_path, threads=1)


def test_serving_imports_no_training_library(encoders_dir: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from index.encoders import find, open_by_hash\n"
        f"folder = Path({str(encoders_dir)!r})\n"
        "encoder = open_by_hash(folder, find(folder, 'default').name, 1)\n"
        "encoder.encode_queries(['Vem ansvarar?'])\n"
        "loaded = {'torch', 'transformers', 'sentence_transformers', 'onnx'} & set(sys.modules)\n"
        "assert not loaded, loaded"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
