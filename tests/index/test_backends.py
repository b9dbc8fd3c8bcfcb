"""One model through torch and through its graph: vectors that are never mixed, and one encoder that serves both."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.build import Report, Workshop, build
from index.encoder import Progress, silent
from index.encoders import configured_hash, find, open_encoder
from index.live import LiveSearcher
from index.publishing import publish
from index.readers.process import ReaderProcess
from index.settings import IndexSettings

TEXT = "# Beslutet\n\nAlla organisationer kan ansluta sig till strategin. Beslutet medför inga kostnader.\n"


def _no_step(_name: str, _total: int) -> Progress:
    return silent


@pytest.fixture(scope="module")
def reader() -> Iterator[ReaderProcess]:
    with ReaderProcess() as process:
        yield process


@pytest.fixture
def in_torch(tmp_path: Path, encoders_dir: Path, default_model_dir: Path) -> IndexSettings:
    """Settings to build with the default model in torch."""
    var_dir = tmp_path / "var"
    (var_dir / "models").mkdir(parents=True)
    (var_dir / "models" / "default").symlink_to(default_model_dir)
    (var_dir / "encoders").symlink_to(encoders_dir.resolve())
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "beslut.md").write_text(TEXT, encoding="utf-8")
    values = {"var_dir": var_dir, "documents_dir": tmp_path / "documents", "encoder_backend": "torch"}
    return IndexSettings.model_validate({"encoder": "default"} | values)


def _build(settings: IndexSettings, reader: ReaderProcess) -> Report:
    shop = Workshop(settings.var_dir, reader, configured_hash(settings), lambda: open_encoder(settings), _no_step)
    report = build([settings.documents_dir], shop)
    publish(settings.var_dir, report.generation)
    return report


def test_a_generation_built_in_torch_is_served_with_the_graph_and_its_vectors_are_not_taken_over(
    in_torch: IndexSettings, reader: ReaderProcess
) -> None:
    first = _build(in_torch, reader)
    live = LiveSearcher.from_settings(in_torch)
    live.refresh()
    best = live.search("Vilka organisationer kan ansluta sig?").hits[0].best_sentence
    assert best.text == "Alla organisationer kan ansluta sig till strategin."
    assert best.cosine > 0.8
    in_onnx = in_torch.model_copy(update={"encoder_backend": "onnx"})
    second = _build(in_onnx, reader)
    assert (second.new, second.reused) == (True, 0)
    assert second.generation != first.generation
    live.refresh()
    assert live.opened.id == second.generation


def test_the_hash_without_a_backend_s_mark_is_the_folder_of_the_graph(in_torch: IndexSettings) -> None:
    folder = find(in_torch.encoders_dir, "default").name
    assert configured_hash(in_torch.model_copy(update={"encoder_backend": "onnx"})) == folder
    assert configured_hash(in_torch) == f"{folder}-torch"
