"""Is someone at risk, and which help comes first? What the rules found, weighed against what the model makes of it."""

from math import exp

from bot.language import detect
from bot.risk import Findings, Kind, Risk, by_rules, found_by_rules
from bot.risk_model import Likelihood, MeaningOf, RiskModel
from bot.risk_rules import Certainty

_WORTH = {Certainty.CERTAIN: exp(2.5), Certainty.LIKELY: exp(0.75)}
"""How many times likelier a kind is where a rule has found it."""
_YOUNG = exp(2.0)
"""How many times likelier it is to be about a child where a rule says that the one at risk is young."""
_POSSIBLE = 0.1
_CLEAR = 0.5
_CLEAR_OF_ONE_WHO_HURTS = 0.6
"""Taken for the one who hurts, the one who is hurt would be told off. So that must be clearer than the rest."""


def at_risk(text: str, model: RiskModel, meaning_of: MeaningOf) -> Risk | None:
    """What a message of any length tells of, or None where it tells of no one at risk.

    Without an index, or with another encoder than the model's, the rules decide alone.
    """
    return decided(text, model, model.likelihood(text, meaning_of))


def decided(text: str, model: RiskModel, likelihood: Likelihood | None) -> Risk | None:
    """The same, of what the model has already made of the message; None where it was not asked."""
    found = found_by_rules(text)
    if likelihood is None:
        return by_rules(found)
    if not _is_risk(found, likelihood, model):
        return None
    return Risk(_kinds(found, likelihood), found.language or detect(text))


def _is_risk(found: Findings, likelihood: Likelihood, model: RiskModel) -> bool:
    """The surer the rules, the surer the model must be to overrule them; and it must have read every word."""
    bar = {
        None: model.bars.nothing_found,
        Certainty.LIKELY: model.bars.likely,
        Certainty.CERTAIN: model.bars.certain,
    }[found.surest]
    return likelihood.score > bar or (found.surest is not None and not likelihood.whole)


def _kinds(found: Findings, likelihood: Likelihood) -> tuple[Kind, ...]:
    """Every possible kind: the likeliest one first where it is clear which that is, else the most urgent one."""
    weights = {kind: share * _worth(kind, found) for kind, share in likelihood.kinds.items()}
    total = sum(weights.values())
    shares = {kind: weight / total for kind, weight in weights.items()}
    likeliest = max(shares, key=lambda kind: shares[kind])
    enough = _CLEAR_OF_ONE_WHO_HURTS if likeliest is Kind.PERPETRATOR else _CLEAR
    first = (likeliest,) if shares[likeliest] >= enough else ()
    return first + tuple(kind for kind in Kind if shares[kind] >= _POSSIBLE and kind not in first)


def _worth(kind: Kind, found: Findings) -> float:
    worth = _WORTH[found.kinds[kind]] if kind in found.kinds else 1.0
    return worth * _YOUNG if kind is Kind.CHILD and found.young else worth
