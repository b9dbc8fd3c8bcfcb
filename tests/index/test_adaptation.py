"""What the default model was taught is added to its weights, and to nothing else."""

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from index.adaptation import ADAPTATION, adapted
from index.default_model import made_from
from index.errors import EncoderExportError
from index.models import TorchEncoder, load


@pytest.fixture
def taught(tmp_path: Path) -> Path:
    file = tmp_path / "taught.safetensors"
    up, down = np.array([[1.0], [2.0]], np.float16), np.array([[3.0, 0.5]], np.float16)
    save_file({"layer.weight.up": up, "layer.weight.down": down}, file)
    return file


def test_a_weight_gains_the_product_of_its_two_thin_matrices(taught: Path) -> None:
    weights = {"layer.weight": np.ones((2, 2), np.float32), "other.weight": np.ones(3, np.float32)}
    changed = adapted(weights, taught)
    np.testing.assert_allclose(changed["layer.weight"], [[4.0, 1.5], [7.0, 2.0]])
    np.testing.assert_array_equal(changed["other.weight"], weights["other.weight"])


@pytest.mark.parametrize("weights", [{}, {"layer.weight": np.ones((3, 2), np.float32)}])
def test_what_was_taught_to_another_model_is_refused(taught: Path, weights: dict[str, np.ndarray]) -> None:
    with pytest.raises(EncoderExportError, match="hör inte till"):
        adapted(weights, taught)


def test_half_of_a_change_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "half.safetensors"
    save_file({"layer.weight.up": np.ones((2, 1), np.float16)}, file)
    with pytest.raises(EncoderExportError, match="hör inte till"):
        adapted({"layer.weight": np.ones((2, 2), np.float32)}, file)


def test_another_adaptation_makes_another_model(taught: Path) -> None:
    assert len({made_from(None), made_from(taught), made_from()}) == 3


def test_only_the_upper_half_of_the_model_has_changed() -> None:
    layers = {int(name.split(".")[2]) for name in load_file(ADAPTATION)}
    assert layers == set(range(6, 12))


def test_what_answers_is_nearer_than_what_is_only_about_the_subject(default_model_dir: Path) -> None:
    model = TorchEncoder(load(default_model_dir), "adapted")
    question = model.encode_queries(["När ska strategin ses över?"])
    answer, subject = model.encode_passages(
        ["Uppföljning görs vartannat år med början 2026.", "Strategin gäller för hela länet och alla som anslutit sig."]
    )
    assert float(question[0] @ answer) > float(question[0] @ subject)
