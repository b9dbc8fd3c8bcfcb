"""What a person at risk is told: a few words, then every help line, those for the kind of risk first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.content import HelpLine, Need
from bot.risk import Kind

_NEEDS: Mapping[Kind, tuple[Need, ...]] = {
    Kind.SELF_HARM: (Need.DESPAIR, Need.CHILD),
    Kind.CHILD: (Need.CHILD, Need.VIOLENCE),
    Kind.VICTIM: (Need.VIOLENCE, Need.MEN, Need.TRANS),
    Kind.PERPETRATOR: (Need.HURTS_OTHERS,),
}


@dataclass(frozen=True, slots=True)
class CrisisWords:
    """The words of one language: one for each kind of risk and each need that a line answers, and the last ones."""

    language: str
    checked_by_speaker: bool
    opening: Mapping[Kind, str]
    need: Mapping[Need, str]
    closing: str


def crisis_text(kinds: tuple[Kind, ...], lines: Iterable[HelpLine], words: CrisisWords) -> str:
    """One thing a line, each of the help lines once: 112 first, then by how well it fits."""
    wanted = (Need.DANGER, *(need for kind in kinds for need in _NEEDS[kind]))
    order = {need: place for place, need in reversed(list(enumerate(wanted)))}
    ranked = sorted(lines, key=lambda line: order.get(line.need, len(wanted)))
    told = [f"{words.need[line.need]}: {line.name} {line.number}" for line in ranked]
    return "\n".join((words.opening[kinds[0]], *told, words.closing))
