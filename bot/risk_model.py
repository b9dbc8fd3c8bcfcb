"""How near is a message to those in which someone is at risk, in whatever words?

It is compared by the encoder's vectors with remembered messages of both sorts, invented for it: each that is near
counts for or against, the more the nearer (tests/bench/fit_risk.py). The model is bound to the encoder it was fitted
with: with any other one the rules stand alone, and the log says so.
"""

import json
import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Self

import numpy as np
from numpy.typing import NDArray

from bot.risk import Kind
from index.errors import NoGenerationError
from index.search import Meaning

MeaningOf = Callable[[str], Meaning]
"""From a text to its Meaning; may raise NoGenerationError."""

_FILE = "risk_model.json"
_VECTORS = "risk_model.npz"
_LONGEST_PIECE = 300
_MOST_PIECES = 10
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_FEWEST_WORDS = 3

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Bars:
    """The score that a message must be above to tell of a risk, by what the rules say of it."""

    nothing_found: float
    likely: float
    certain: float


@dataclass(frozen=True, slots=True)
class Remembered:
    """Messages to compare with, a support vector machine with a Gaussian kernel.

    `vectors`, of shape (messages, dimensions) and L2 norm 1; `weights`, of shape (messages,), above 0 where someone is
    at risk; `reach`: the greater, the nearer a message must be to count.
    """

    vectors: NDArray[np.float32]
    weights: NDArray[np.float32]
    intercept: float
    reach: float

    def score(self, vector: NDArray[np.float32]) -> float:
        """Above 0 where the vector is nearer to messages of someone at risk than to others, seldom beyond ±3."""
        squared_distances = 2.0 - 2.0 * (self.vectors @ vector)
        return self.intercept + float(self.weights @ np.exp(-self.reach * squared_distances))


@dataclass(frozen=True, slots=True)
class KindModel:
    """A logistic model: `weights` of shape (kinds, dimensions) and `intercepts` of shape (kinds,), in Kind's order."""

    weights: NDArray[np.float32]
    intercepts: NDArray[np.float32]

    def probabilities(self, vector: NDArray[np.float32]) -> dict[Kind, float]:
        odds = self.weights @ vector + self.intercepts
        shares = np.exp(odds - odds.max())
        return dict(zip(Kind, (shares / shares.sum()).tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class Likelihood:
    """What the model makes of a message.

    `score` is that of the most telling sentence in it, and `kinds` the probability of each kind if it does tell of a
    risk; they sum to 1. `whole` says that every word of it was read.
    """

    score: float
    kinds: Mapping[Kind, float]
    whole: bool


@dataclass(frozen=True, slots=True)
class RiskModel:
    """`encoder` is the hash of the graph that the vectors belong to."""

    encoder: str
    bars: Bars
    remembered: Remembered
    kinds: KindModel

    @classmethod
    def load(cls) -> Self:
        """The one in risk_model.json, which tells when and on what it was fitted, and risk_model.npz."""
        folder = resources.files("bot")
        content = json.loads(folder.joinpath(_FILE).read_text(encoding="utf-8"))
        with folder.joinpath(_VECTORS).open("rb") as stream, np.load(stream) as arrays:
            read = {name: arrays[name].astype(np.float32) for name in arrays.files}
        remembered = Remembered(read["vectors"], read["weights"], content["intercept"], content["reach"])
        kinds = KindModel(read["kind_weights"], read["kind_intercepts"])
        return cls(content["encoder"], Bars(**content["bars"]), remembered, kinds)

    def likelihood(self, text: str, meaning_of: MeaningOf) -> Likelihood | None:
        """None without an index or with another encoder. Whatever else goes wrong is logged, without the text."""
        try:
            meanings = {piece: meaning_of(piece) for piece in pieces_of(text)}
        except NoGenerationError:
            return None
        except Exception as error:
            _log.error("the risk model could not be asked: %s", type(error).__name__)
            return None
        if others := {meaning.encoder for meaning in meanings.values()} - {self.encoder}:
            _say_it_is_silent(*others)
            return None
        return self.of_pieces(text, lambda piece: meanings[piece].vector)

    def of_pieces(self, text: str, vector_of: Callable[[str], NDArray[np.float32]]) -> Likelihood:
        """The same, from the vector of each of its pieces."""
        pieces = pieces_of(text)
        score, telling = max(
            ((self.remembered.score(vector), vector) for vector in map(vector_of, pieces)), key=lambda one: one[0]
        )
        return Likelihood(score, self.kinds.probabilities(telling), whole=pieces[-1] == text)


@lru_cache
def _say_it_is_silent(*encoders: str) -> None:
    """Once in a process: every message goes the same way."""
    _log.error("the risk model is silent, it was not fitted with the encoder %s: only the rules look", *encoders)


def pieces_of(text: str) -> list[str]:
    """What is read of a message: its sentences and, last, the message; at most ten, of at most 300 characters each."""
    # The whole comes last: a search for it follows and need not encode it again.
    sentences = [found.group().strip() for found in _SENTENCE.finditer(text)]
    telling = [sentence for sentence in sentences if len(sentence.split()) >= _FEWEST_WORDS]
    pieces = [piece[:_LONGEST_PIECE] for piece in (*telling, text)] if len(sentences) > 1 else [text[:_LONGEST_PIECE]]
    half = _MOST_PIECES // 2
    return pieces if len(pieces) <= _MOST_PIECES else pieces[:half] + pieces[-half:]
