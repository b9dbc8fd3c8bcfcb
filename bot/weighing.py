"""Do the hits answer the question? A calibrated confidence and the decision that rests on it."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Self

from bot.answer import Status
from bot.errors import CalibrationError
from bot.features import Features

_FILE = "calibration.json"


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic model of Features: log odds are `intercept` plus each weight times its feature.

    Confidences from `answered_from` up are answered, from `related_from` up related; both are 0 to 1.
    """

    intercept: float
    weights: Mapping[str, float]
    answered_from: float
    related_from: float

    @classmethod
    def load(cls) -> Self:
        """The one in calibration.json, which tells when and on what it was fitted. Raises CalibrationError."""
        content = json.loads(resources.files("bot").joinpath(_FILE).read_text(encoding="utf-8"))
        if set(content["weights"]) != set(Features.names()):
            raise CalibrationError(f"{_FILE} weighs other features than bot/features.py names.")
        return cls(content["intercept"], content["weights"], content["answered_from"], content["related_from"])

    def confidence(self, features: Features | None) -> float:
        """0 to 1, higher where the best hit more likely answers; 0 where there are no features."""
        if features is None:
            return 0.0
        weighed = zip(Features.names(), features.values(), strict=True)
        odds = self.intercept + sum(self.weights[name] * value for name, value in weighed)
        return 1 / (1 + math.exp(-odds))

    def decide(self, confidence: float, is_complete: bool = False) -> Status:
        """answered, related or no_answer; a sentence that is complete is related, however unlike the question it is."""
        if confidence >= self.answered_from:
            return Status.ANSWERED
        return Status.RELATED if is_complete or confidence >= self.related_from else Status.NO_ANSWER
