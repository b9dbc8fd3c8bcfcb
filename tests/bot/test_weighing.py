"""From features to a confidence and a decision."""

import json
from dataclasses import replace
from importlib import resources

import pytest

from bot.answer import Status
from bot.features import Features
from bot.weighing import Calibration

NEAR = Features(meaning=0.93, sentence=0.93, weakest=0.85, coverage=1.0, lacks_name=0.0, detour=0.0)
FAR = Features(meaning=0.76, sentence=0.78, weakest=0.6, coverage=0.0, lacks_name=1.0, detour=0.08)


@pytest.fixture(scope="module")
def calibration() -> Calibration:
    return Calibration.load()


def test_what_is_near_and_complete_is_answered(calibration: Calibration) -> None:
    assert calibration.decide(calibration.confidence(NEAR)) is Status.ANSWERED


def test_what_is_far_off_gets_no_answer(calibration: Calibration) -> None:
    assert calibration.decide(calibration.confidence(FAR)) is Status.NO_ANSWER


def test_nothing_found_has_no_confidence(calibration: Calibration) -> None:
    assert calibration.confidence(None) == 0


@pytest.mark.parametrize(
    "worse",
    [{"weakest": 0.6}, {"coverage": 0.0}, {"lacks_name": 1.0}, {"detour": 0.08}, {"sentence": 0.8}],
    ids=lambda change: next(iter(change)),
)
def test_what_speaks_against_an_answer_lowers_the_confidence(calibration: Calibration, worse: dict[str, float]) -> None:
    assert calibration.confidence(replace(NEAR, **worse)) < calibration.confidence(NEAR)


def test_related_lies_between_answered_and_no_answer(calibration: Calibration) -> None:
    assert 0 < calibration.related_from < calibration.answered_from < 1
    assert calibration.decide(calibration.related_from) is Status.RELATED


def test_the_file_tells_when_and_on_what_it_was_fitted() -> None:
    content = json.loads(resources.files("bot").joinpath("calibration.json").read_text(encoding="utf-8"))
    assert {"fitted", "command", "sets", "auroc_out_of_sample"} <= set(content)
