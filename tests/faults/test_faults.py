"""The running service under load, and one fault after the other: what could be answered before still is."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.build import Workshop, build
from index.encoder import Encoder, Progress, silent
from index.publishing import publish
from index.readers.process import ReaderProcess
from tests.faults.all_faults import FAULTS
from tests.faults.trial import CannotHappenError, Fault, Result, Stage, plain_place, staged

SECONDS = 0.5
QUESTIONS = ("Vilka organisationer kan ansluta sig till strategin?", "Vad kostar beslutet?", "Hur gammal är månen?")
DECISION = """---
title: Regionens beslut
kind: beslut
decided_on: 2023-06-12
---
# Regionens beslut

## Anslutning

Utgåva {}. Alla organisationer kan ansluta sig till strategin. Beslutet medför inga kostnader.
"""


def _name(fault: Fault) -> str:
    return fault.name.replace(" ", "_")


def _no_step(_name: str, _total: int) -> Progress:
    return silent


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory, encoders_dir: Path, default_encoder: Encoder) -> Path:
    """A var folder in which a decision was published, and then another edition of it."""
    folder = tmp_path_factory.mktemp("stock")
    document = folder / "documents" / "beslut.md"
    document.parent.mkdir()
    with ReaderProcess() as reader:
        shop = Workshop(folder / "var", reader, default_encoder.hash, lambda: default_encoder, _no_step)
        for edition in (1, 2):
            document.write_text(DECISION.format(edition), encoding="utf-8")
            publish(shop.var_dir, build([document.parent], shop).generation)
    (folder / "var" / "encoders").symlink_to(encoders_dir.resolve())
    return folder / "var"


@pytest.fixture(scope="module")
def plain_stage(stock: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A service for the faults that need nothing of their own and leave it as it was."""
    folder = tmp_path_factory.mktemp("plain")
    with plain_place(stock, folder) as place, staged(place, folder, QUESTIONS, SECONDS) as stage:
        yield stage


def _expect(result: Result) -> None:
    assert result.wrong == [], result.log[-4000:]


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault.is_plain], ids=_name)
def test_a_service_that_goes_on_answers_and_loses_nothing(fault: Fault, plain_stage: Stage) -> None:
    _expect(plain_stage.happen(fault))


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if not fault.is_plain], ids=_name)
def test_a_service_of_its_own_answers_and_loses_nothing(fault: Fault, stock: Path, tmp_path: Path) -> None:
    try:
        with fault.place(stock, tmp_path) as place, staged(place, tmp_path, QUESTIONS, SECONDS, 1) as stage:
            _expect(stage.happen(fault))
    except CannotHappenError as reason:
        pytest.skip(str(reason))
