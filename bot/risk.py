"""Does someone at risk write? Looked for before anything else, in every language that the bot replies in."""

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

    `kinds` is never empty and holds each kind once: a wish to die first, then what is surest, then what is most urgent.
    `language` is the one whose rules recognised the message: sv, en, fi, ar, so, de or pl.
    """

    kinds: tuple[Kind, ...]
    language: str

    @property
    def kind(self) -> Kind:
        return self.kinds[0]


def at_risk(text: str) -> Risk | None:
    """What a message of any length tells of, or None where it tells of no one at risk.

    Any string will do, also one with invisible characters or broken encoding. The time grows linearly with its length.
    """
    vocabulary, languages = _compiled()
    places = Places(words_of(text), vocabulary)
    found = {language.name: kinds for language in languages if (kinds := _kinds(places, language))}
    if not found:
        return None
    surest: dict[Kind, Certainty] = {}
    for kinds in found.values():
        for kind, certainty in kinds.items():
            surest[kind] = min(certainty, surest.get(kind, certainty))
    ranked = sorted(surest, key=lambda kind: (kind is not Kind.SELF_HARM, surest[kind], list(Kind).index(kind)))
    return Risk(tuple(ranked), min(found, key=lambda name: (min(found[name].values()), -len(found[name]))))


def unchecked_languages() -> tuple[str, ...]:
    """The languages whose rules no speaker of the language has checked."""
    return tuple(language.name for language in _compiled()[1] if not language.checked_by_a_speaker)


def _kinds(places: Places, language: Language) -> dict[Kind, Certainty]:
    if not language.may_tell_of_anything(places.symbols):
        return {}
    reading = Reading(places, language)
    certainties = {Kind(kind): reading.tells_of(kind) for kind in KINDS}
    return {kind: certainty for kind, certainty in certainties.items() if certainty is not None}


@cache
def _compiled() -> tuple[Vocabulary, tuple[Language, ...]]:
    folder = files("bot") / "risk_phrases"
    names = sorted(path.name for path in folder.iterdir() if path.name.endswith(".toml"))
    return compile_languages((folder / name).read_text("utf-8") for name in names)
