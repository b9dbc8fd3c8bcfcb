"""Small talk and questions about the bot: whole messages only, so that no real question is taken for one."""

import re
import unicodedata
from functools import cache

from bot.small_talk import ABOUT_YOU, FILLERS, GREETING, PATTERNS, THANKS, YOU, Route

__all__ = ["Route", "route", "without_greeting"]

_LONGEST = 120
"""Code points; nobody greets at greater length without also saying something."""
_BREAK = re.compile(r"[.,!?;:…\n؟،؛–—]+")
_NOT_A_WORD = re.compile(r"[^\w]|_")
_DRAWN_OUT = re.compile(r"([^\W\d])\1{2,}")
_ARABIC_SIGNS = re.compile(r"[\u064b-\u0652\u0640]")
_ARABIC_ALEF = re.compile(r"[أإآ]")
_FILLERS = frozenset(
    [
        "ja",
        "jo",
        "nej",
        "nä",
        "ok",
        "okej",
        "okay",
        "jaha",
        "aha",
        "oj",
        "men",
        "snälla",
        "please",
        "du",
        "sorry",
        "förlåt",
        "ursäkta",
        "och",
        "så",
    ]
)


_YOU = frozenset(YOU.split())
_YOU_OR_FILLERS = _YOU.union(FILLERS.split())
_ABOUT_YOU = tuple((kind, frozenset(keys.split())) for kind, keys in ABOUT_YOU.items())


def route(text: str) -> Route | None:
    """What a message is that is nothing but small talk or about the bot; None where there is something to search for.

    Of several kinds in one message, the one that needs an answer most.
    """
    if len(text) > _LONGEST:
        return None
    phrases = _phrases(text)
    found = [_of_phrase(phrase) for phrase in phrases if len(phrases) == 1 or phrase not in _FILLERS]
    kinds = {kind for kinds in found for kind in kinds}
    return min(kinds, key=list(Route).index) if kinds and all(found) else None


def without_greeting(text: str) -> str:
    """The text without the greetings and thanks it begins with; unchanged where nothing else is left."""
    rest = text
    while (opening := _opening().match(rest)) is not None:
        rest = rest[opening.end() :]
    return rest if re.search(r"[^\W_]", rest) else text


def warm() -> None:
    """Compile the patterns, some 50 ms, for which the first message would else wait."""
    _patterns()
    _opening()


def _phrases(text: str) -> list[str]:
    plain = _ARABIC_ALEF.sub("ا", _ARABIC_SIGNS.sub("", unicodedata.normalize("NFC", text).lower()))
    plain = _DRAWN_OUT.sub(r"\1", plain.replace("'", "").replace("’", ""))
    phrases = (" ".join(_NOT_A_WORD.sub(" ", part).split()) for part in _BREAK.split(plain))
    return [phrase for phrase in phrases if phrase]


def _of_phrase(phrase: str) -> set[Route]:
    """The kinds that one phrase holds, longest first; empty where any part of it is something else."""
    words = phrase.split(" ")
    found: set[Route] = set()
    while words:
        lengths = range(len(words), 0, -1)
        length, kind = next(((n, kind) for n in lengths if (kind := _kind(" ".join(words[:n])))), (0, None))
        if kind is None:
            return set()
        found.add(kind)
        words = words[length + (words[length : length + 1] == ["och"]) :]
    return found


def _kind(phrase: str) -> Route | None:
    matched = next((kind for kind, pattern in _patterns() if pattern.fullmatch(phrase)), None)
    return matched or _about_you(set(phrase.split(" ")))


def _about_you(words: set[str]) -> Route | None:
    """A question about the bot in other words than the patterns', told by its naming nothing else."""
    if words.isdisjoint(_YOU):
        return None
    rest = words - _YOU_OR_FILLERS
    kind = next((kind for kind, keys in _ABOUT_YOU if rest and rest <= keys), None)
    asks_for_somebody_else = "vem" in words and kind is Route.WHAT_CAN_YOU_ANSWER
    return None if asks_for_somebody_else else kind


@cache
def _patterns() -> tuple[tuple[Route, re.Pattern[str]], ...]:
    ordered = sorted(PATTERNS.items(), key=lambda item: list(Route).index(item[0]))
    return tuple((kind, re.compile("|".join(alternatives))) for kind, alternatives in ordered)


@cache
def _opening() -> re.Pattern[str]:
    """A greeting with or without a mark after it; "hallå" and thanks only with one, as they also begin sentences."""
    mark = r"\s*(?:[,.!?;:–—،]+|\s-\s)[^\w]*"
    return re.compile(
        rf"\s*+(?:(?!hallå)(?:{GREETING})(?! ?då\b)(?:{mark}|[^\w\-]+)|(?:{GREETING}|{THANKS}){mark})", re.IGNORECASE
    )
