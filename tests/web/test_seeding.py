"""What an image carries reaches an empty var folder, once, and never takes the place of what is published."""

import os
import shutil
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.generations import Generations
from index.live import LiveSearcher
from index.settings import IndexSettings
from web.seeding import seed


@pytest.fixture(scope="module")
def carried(published_var: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder like that in an image: closed for writing, with an encoder of its own."""
    folder = tmp_path_factory.mktemp("image") / "seed"
    shutil.copytree(published_var, folder, copy_function=os.link)
    for path in folder.rglob("*"):
        if path.is_dir():
            path.chmod(0o555)
    return folder


def test_an_empty_folder_answers_after_it(carried: Path, tmp_path: Path) -> None:
    var_dir = tmp_path / "var"
    seed(carried, var_dir)
    live = LiveSearcher.from_settings(IndexSettings.model_validate({"var_dir": var_dir}))
    live.refresh()
    assert live.search("Vad kostar det?").hits
    assert live.opened.id == Generations(carried).current()


def test_what_is_copied_can_be_written(carried: Path, tmp_path: Path) -> None:
    seed(carried, tmp_path)
    folders = [path for path in tmp_path.rglob("*") if path.is_dir()]
    assert folders
    assert [path for path in folders if not path.stat().st_mode & stat.S_IWUSR] == []


def test_what_is_published_stays(carried: Path, tmp_path: Path) -> None:
    seed(carried, tmp_path)
    (tmp_path / "current").write_text("20200101T000000000000-1", encoding="utf-8")
    seed(carried, tmp_path)
    assert Generations(tmp_path).current() == "20200101T000000000000-1"


def test_an_encoder_that_a_newer_image_carries_is_added(carried: Path, tmp_path: Path) -> None:
    seed(carried, tmp_path)
    encoder = next((tmp_path / "encoders").iterdir())
    shutil.rmtree(encoder)
    seed(carried, tmp_path)
    assert (encoder / "encoder.json").is_file()


def test_what_was_interrupted_is_done_by_the_next_start(carried: Path, tmp_path: Path) -> None:
    half = tmp_path / "encoders" / f".seed-{os.getpid()}"
    half.mkdir(parents=True)
    (half / "encoder.onnx").write_bytes(b"half")
    seed(carried, tmp_path)
    assert not half.exists()
    assert Generations(tmp_path).current() is not None


def test_nodes_that_share_the_folder_wait_for_one_another(carried: Path, tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as nodes:
        list(nodes.map(lambda _node: seed(carried, tmp_path), range(4)))
    Generations(tmp_path).verify(str(Generations(tmp_path).current()))


def test_without_a_folder_nothing_is_done(tmp_path: Path) -> None:
    seed(None, tmp_path / "var")
    assert not (tmp_path / "var").exists()
