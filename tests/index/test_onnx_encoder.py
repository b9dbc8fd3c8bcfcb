"""The encoder that serves, against the model that it was exported from."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from index.encoders import find
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


def test_the_pieces_come_close_to_those_of_sentence_transformers(
    default_encoder: OnnxEncoder, reference: TorchEncoder, queries: tuple[str, ...], passages: tuple[str, ...]
) -> None:
    pairs = [(default_encoder.query_with_tokens(text), reference.query_with_tokens(text)) for text in queries]
    encoders = default_encoder, reference
    pairs += zip(*(encoder.passages_with_tokens((*passages, LONG_TEXT)) for encoder in encoders), strict=True)
    for served, expected in pairs:
        assert np.sum(served.tokens * expected.tokens, axis=1).mean() >= 0.98
        assert float(served.vector @ expected.vector) >= 0.99


def test_pieces_are_float32_of_norm_one(default_encoder: OnnxEncoder, passages: tuple[str, ...]) -> None:
    for encoding in default_encoder.passages_with_tokens(passages):
        assert encoding.tokens.dtype == encoding.vector.dtype == np.float32
        np.testing.assert_allclose(np.linalg.norm(encoding.tokens, axis=1), 1, atol=1e-5)


def test_there_is_a_vector_for_every_word_piece_of_the_text_and_none_for_the_prompt(
    default_encoder: OnnxEncoder, encoders_dir: Path, queries: tuple[str, ...], passages: tuple[str, ...]
) -> None:
    tokenizer = Tokenizer.from_file(str(find(encoders_dir, "default") / "tokenizer.json"))
    tokenizer.no_truncation()
    for text in (*queries, *passages):
        pieces = tokenizer.encode(text, add_special_tokens=False).tokens
        words = [piece for piece in pieces if any(character.isalnum() for character in piece)]
        (passage,) = default_encoder.passages_with_tokens([text])
        for encoding in (default_encoder.query_with_tokens(text), passage):
            assert encoding.tokens.shape == (len(words), default_encoder.dimensions)


@pytest.mark.parametrize("text", ["", "?", " – … 🙂"])
def test_a_text_without_a_word_has_a_vector_and_no_pieces(default_encoder: OnnxEncoder, text: str) -> None:
    encoding = default_encoder.query_with_tokens(text)
    assert encoding.tokens.shape == (0, default_encoder.dimensions)
    assert float(np.linalg.norm(encoding.vector)) == pytest.approx(1, abs=1e-5)


def test_the_vector_is_the_same_with_and_without_the_pieces(
    default_encoder: OnnxEncoder, queries: tuple[str, ...], passages: tuple[str, ...]
) -> None:
    whole = [default_encoder.query_with_tokens(query).vector for query in queries]
    np.testing.assert_array_equal(whole, default_encoder.encode_queries(queries))
    counts: list[int] = []
    whole = [encoding.vector for encoding in default_encoder.passages_with_tokens(passages, counts.append)]
    np.testing.assert_array_equal(whole, default_encoder.encode_passages(passages))
    assert sum(counts) == len(passages)


def test_a_piece_is_read_in_its_context(default_encoder: OnnxEncoder) -> None:
    of_pay, of_shop = (
        default_encoder.query_with_tokens(text).tokens[0] for text in ("Kassan i butiken", "Kassan för arbetslösa")
    )
    assert float(of_pay @ of_shop) < 0.99


def test_a_folder_without_an_encoder_is_told_of_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(EncoderMissingError, match="python -m index encoder"):
        OnnxEncoder.open(tmp_path, threads=1)


def test_serving_imports_no_training_library(encoders_dir: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from index.encoders import find, open_by_hash\n"
        f"folder = Path({str(encoders_dir)!r})\n"
        "encoder = open_by_hash(folder, find(folder, 'default').name)\n"
        "encoder.encode_queries(['Vem ansvarar?'])\n"
        "loaded = {'torch', 'transformers', 'sentence_transformers', 'onnx'} & set(sys.modules)\n"
        "assert not loaded, loaded"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_query_means_the_same_on_any_number_of_threads(encoders_dir: Path, default_encoder: OnnxEncoder) -> None:
    folder = encoders_dir / default_encoder.hash
    one, three = (OnnxEncoder.open(folder, threads) for threads in (1, 3))
    for text in ("Vem bestämmer?", "Hur följs länets jämställdhetsstrategi upp, och av vem?"):
        (query, other), (passage,) = (
            [encoder.query_with_tokens(text) for encoder in (one, three)],
            [*three.passages_with_tokens([text])],
        )
        assert (query.vector == other.vector).all()
        assert (query.tokens == other.tokens).all()
        assert (passage.vector == one.encode_passages([text])[0]).all()
