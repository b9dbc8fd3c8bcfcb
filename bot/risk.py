"""What do the rules say of a message? Looked for before anything else, in every language that the bot replies in."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from bot.risk_rules import KINDS, Certainty, Language, Places, Reading, compile_languages
from bot.risk_words import Vocabulary, words_of


class Kind(StrEnum):
    """What a message tells of, most urgent first."""

    SELF_HARM = "self_harm"
    CHILD = "child"
    VICTIM = "victim"
    PERPETRATOR = "perpetrator"


@dataclass(frozen=True, slots=True)
class Risk:
    """A message from or about someone at risk.

    `kinds` is never empty and holds each kind once, those whose help lines come first before the others.
    `language` is sv, en, fi, ar, so, de, pl or another code: the one that the message is written in.
    """

    kinds: tuple[Kind, ...]
    language: str

    @property
    def kind(self) -> Kind:
        return self.kinds[0]


@dataclass(frozen=True, slots=True)
class Findings:
    """What the rules found. `kinds` is empty, and `language` None, where they recognise no one at risk.

    `young` says that whoever is at risk, if someone is, is a child or a young person.
    """

    kinds: Mapping[Kind, Certainty]
    young: bool
    language: str | None

    @property
    def surest(self) -> Certainty | None:
        return min(self.kinds.values(), default=None)


def found_by_rules(text: str) -> Findings:
    """What the rules find in a message of any length.

    Any string will do, also one with invisible characters or broken encoding. The time grows linearly with its length.
    """
    vocabulary, languages = _compiled()
    places = Places(words_of(text), vocabulary)
    readings = {language: Reading(places, language) for language in languages if language.may_tell(places.symbols)}
    found = {language.name: kinds for language, reading in readings.items() if (kinds := _kinds(reading))}
    surest: dict[Kind, Certainty] = {}
    for kinds in found.values():
        for kind, certainty in kinds.items():
            surest[kind] = min(certainty, surest.get(kind, certainty))
    best = min(found, key=lambda name: (min(found[name].values()), -len(found[name])), default=None)
    return Findings(surest, any(reading.is_of_someone_young() for reading in readings.values()), best)


def at_risk(text: str) -> Risk | None:
    """What the rules alone say that a message tells of, or None where they recognise no one at risk."""
    return by_rules(found_by_rules(text))


def by_rules(found: Findings) -> Risk | None:
    """The risk in what was found: a wish to die first, then what is surest, then what is most urgent."""
    if found.language is None:
        return None
    sure = dict(found.kinds)
    if found.young:
        sure[Kind.CHILD] = Certainty.CERTAIN
    ranked = sorted(sure, key=lambda kind: (kind is not Kind.SELF_HARM, sure[kind], list(Kind).index(kind)))
    return Risk(tuple(ranked), found.language)


def unchecked_languages() -> tuple[str, ...]:
    """The languages whose rules no speaker of the language has checked."""
    return tuple(language.name for language in _compiled()[1] if not language.checked_by_a_speaker)


def _kinds(reading: Reading) -> dict[Kind, Certainty]:
    certainties = {Kind(kind): reading.tells_of(kind) for kind in KINDS}
    return {kind: certainty for kind, certainty in certainties.items() if certainty is not None}


@cache
def _compiled() -> tuple[Vocabulary, tuple[Language, ...]]:
    folder = files("bot") / "risk_phrases"
    names = sorted(path.name for path in folder.iterdir() if path.name.endswith(".toml"))
    return compile_languages((folder / name).read_text("utf-8") for name in names)
