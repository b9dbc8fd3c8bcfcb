"""Trial builds: searched as the product does, each taking over from the first."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index.build import Workshop
from index.encoder import Encoder, Progress, silent
from index.generations import Generations
from index.readers.process import ReaderProcess
from index.trial import TrialBuilds


def _no_step(_name: str, _total: int) -> Progress:
    return silent


@pytest.fixture
def shop(tmp_path: Path, default_encoder: Encoder) -> Iterator[Workshop]:
    with ReaderProcess() as reader:
        yield Workshop(tmp_path / "var", reader, default_encoder.hash, lambda: default_encoder, _no_step)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "visum.txt").write_text("Ett visum gäller i nittio dagar. Det söks hos ambassaden.", encoding="utf-8")
    (documents / "pass.txt").write_text("Passet hämtas hos polisen.", encoding="utf-8")
    return documents


def test_a_later_build_replaces_the_last_and_only_the_first_stays(shop: Workshop, folder: Path) -> None:
    trial = TrialBuilds(shop)
    first = trial.build(folder).opened.id
    (folder / "pass.txt").unlink()
    second = trial.build(folder)
    assert [hit.source.path for hit in second.search("Var hämtas passet?").hits] == ["visum.txt"]
    (folder / "skatt.txt").write_text("Skatten betalas den tolfte.", encoding="utf-8")
    third = trial.build(folder).opened.id
    assert Generations(shop.var_dir).ids() == [first, third]
    trial.close()
    assert Generations(shop.var_dir).ids() == [first]


def test_similarities_cover_every_passage_and_are_highest_where_the_answer_is(shop: Workshop, folder: Path) -> None:
    trial = TrialBuilds(shop)
    trial.build(folder)
    found = trial.similarities()("Var hämtas passet?")
    assert sorted(found.paths) == ["pass.txt", "visum.txt"]
    best = found.paths.index("pass.txt")
    for scores in (found.passage, found.sentence, found.lexical):
        assert scores.shape == (2,)
        assert int(np.argmax(scores)) == best
