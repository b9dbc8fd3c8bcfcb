"""An administrator publishes and rolls back while citizens ask, and no citizen notices."""

from pathlib import Path

import pytest

from index.build import Workshop
from index.encoder import Encoder, Progress, silent
from index.readers.process import ReaderProcess
from tests.bench.asked import golden
from tests.bench.generations import build_two
from tests.bench.service import ROOT, Service
from tests.bench.traffic import Load, swap_under

REQUESTS = 1000
DOCUMENTS = ("ansluta-sig.md", "nationella-mal.md", "regionens-beslut.md")


def _no_step(_name: str, _total: int) -> Progress:
    return silent


@pytest.fixture
def var_dir(tmp_path: Path, encoders_dir: Path, default_encoder: Encoder) -> Path:
    """A var folder with two generations, whose documents all differ between them."""
    folder = tmp_path / "var"
    folder.mkdir()
    (folder / "encoders").symlink_to(encoders_dir.resolve())
    with ReaderProcess() as reader:
        shop = Workshop(folder, reader, default_encoder.hash, lambda: default_encoder, _no_step)
        build_two([ROOT / "documents" / name for name in DOCUMENTS], tmp_path / "documents", shop)
    return folder


def test_a_thousand_questions_are_answered_right_while_generations_are_swapped(var_dir: Path, tmp_path: Path) -> None:
    load = Load(golden(), REQUESTS)
    with Service(var_dir, tmp_path / "log") as service:
        service.wait_for_answer(load.questions[0])
        traffic = swap_under(load, service, var_dir, silent)
    assert traffic.failures == (), service.log()
    assert traffic.requests == REQUESTS
    assert traffic.swaps >= 2
    assert traffic.changes >= 2
