"""Does a message mean that someone is at risk, in whatever words? Asked where the rules recognise nothing.

A logistic model over the encoder's vector of the message, fitted on messages of both sorts
(tests/bench/fit_risk.py). It is bound to the encoder it was fitted with: with any other one the rules stand alone.
"""

import json
import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from bot.language import detect
from bot.risk import Kind, Risk
from index.errors import NoGenerationError
from index.search import Meaning

MeaningOf = Callable[[str], Meaning]
"""From a text to its Meaning; may raise NoGenerationError."""

_FILE = "risk_model.json"
_LONGEST_PIECE = 300
_MOST_PIECES = 10
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_FEWEST_WORDS = 3
_DOUBT = 3.0
"""How much more likely, in log odds, a message must come from one who hurts others to be answered as such."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Direction:
    """Log odds are `intercept` plus `weights`, of shape (dimensions,), times a vector."""

    intercept: float
    weights: NDArray[np.float32]

    def odds(self, vector: NDArray[np.float32]) -> float:
        return self.intercept + float(self.weights @ vector)


@dataclass(frozen=True, slots=True)
class RiskModel:
    """`encoder` is the hash of the graph that the directions belong to; log odds above `threshold` tell of a risk."""

    encoder: str
    threshold: float
    risk: Direction
    kinds: Mapping[Kind, Direction]

    @classmethod
    def load(cls) -> Self:
        """The one in risk_model.json, which tells when and on what it was fitted."""
        content = json.loads(resources.files("bot").joinpath(_FILE).read_text(encoding="utf-8"))
        kinds = {Kind(name): _direction(value) for name, value in content["kinds"].items()}
        return cls(content["encoder"], content["threshold"], _direction(content["risk"]), kinds)

    def at_risk(self, text: str, meaning_of: MeaningOf) -> Risk | None:
        """What a message tells of, or None. Whatever goes wrong is logged, without the text, and gives None.

        The message is read sentence by sentence and whole, each up to 300 characters; of more than ten pieces the first
        and the last ones are read, and the rest is left to the rules.
        """
        try:
            meanings = [meaning_of(piece) for piece in _pieces(text)]
        except NoGenerationError:
            return None
        except Exception as error:
            _log.error("the risk model could not be asked: %s", type(error).__name__)
            return None
        vectors = [meaning.vector for meaning in meanings if meaning.encoder == self.encoder]
        telling = max(vectors, key=self.risk.odds, default=None)
        if telling is None or self.risk.odds(telling) <= self.threshold:
            return None
        return Risk(self._kinds(telling), detect(text))

    def _kinds(self, vector: NDArray[np.float32]) -> tuple[Kind, ...]:
        odds = {kind: direction.odds(vector) for kind, direction in self.kinds.items()}
        # To be taken for the one who hurts is worse for the one who is hurt than the other way round.
        odds[Kind.PERPETRATOR] -= _DOUBT
        return (max(odds, key=lambda kind: odds[kind]),)


def _direction(content: Mapping[str, Any]) -> Direction:
    return Direction(float(content["intercept"]), np.array(content["weights"], np.float32))


def _pieces(text: str) -> list[str]:
    # The whole comes last: a search for it follows and need not encode it again.
    sentences = [found.group().strip() for found in _SENTENCE.finditer(text)]
    telling = [sentence for sentence in sentences if len(sentence.split()) >= _FEWEST_WORDS]
    pieces = [piece[:_LONGEST_PIECE] for piece in (*telling, text)] if len(sentences) > 1 else [text[:_LONGEST_PIECE]]
    half = _MOST_PIECES // 2
    return pieces if len(pieces) <= _MOST_PIECES else pieces[:half] + pieces[-half:]
