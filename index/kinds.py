"""What kind of document counts for more: which documents the bot is about."""

from collections.abc import Mapping
from types import MappingProxyType

KindWeights = Mapping[str, float]
"""What a document's kind adds to the score of its passages, in units of cosine."""

DEFAULT_WEIGHTS: KindWeights = MappingProxyType({"strategi": 0.04, "beslut": 0.04})
"""Enough to break a near tie: right and next best passage differ by about as much (docs/quality.md)."""
