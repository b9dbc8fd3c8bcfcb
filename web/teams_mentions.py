"""Mentions in a message text: the bot's own goes, everyone else's becomes the name it shows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_TAG = re.compile(r"<at(?:\s[^<>]*)?>(?P<name>.*?)</at>", re.DOTALL)
_LEADING = re.compile(rf"\s*(?P<mention>{_TAG.pattern})", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention as Teams lists it: its text, the id of who is mentioned, and whether that is a bot's id."""

    text: str
    identity: str | None
    is_bot: bool


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    end: int
    mention: Mention


def without_bot(text: str, mentions: Sequence[Mention]) -> tuple[list[str], str]:
    """The text cut where the bot was mentioned, at least one piece; and the bot's name as it stands, or "".

    The bot is the first in the text that has a bot's id; other bots keep their names. Where no mention is listed as
    a bot, it is the one that the text begins with, unless that is listed as somebody else.
    """
    places = list(_located(text, mentions))
    bot = next((place.mention for place in places if place.mention.is_bot), None)
    if bot is None and (first := _leading(text, places)) is not None:
        bot = first.mention
        places = [first, *(place for place in places if place.start >= first.end)]
    pieces, at = [""], 0
    for place in places:
        pieces[-1] += text[at : place.start]
        at = place.end
        if bot is not None and _same(place.mention, bot):
            pieces.append("")
        else:
            pieces[-1] += shown(place.mention.text)
    pieces[-1] += text[at:]
    return pieces, shown(bot.text) if bot else ""


def shown(mention: str) -> str:
    """The name inside a mention's tags."""
    found = _TAG.fullmatch(mention)
    return found["name"] if found else mention


def _same(one: Mention, other: Mention) -> bool:
    return one is other or (one.identity is not None and one.identity == other.identity)


def _located(text: str, mentions: Sequence[Mention]) -> Iterator[_Place]:
    """Where each mention stands, in the order of the text; those with equal texts in the order they are listed."""
    found: list[_Place] = []
    searched_to: dict[str, int] = {}
    for mention in mentions:
        start = text.find(mention.text, searched_to.get(mention.text, 0))
        searched_to[mention.text] = len(text) + 1 if start < 0 else start + len(mention.text)
        if start >= 0:
            found.append(_Place(start, start + len(mention.text), mention))
    end = 0
    for place in sorted(found, key=lambda place: place.start):
        if place.start >= end:
            end = place.end
            yield place


def _leading(text: str, places: Sequence[_Place]) -> _Place | None:
    found = _LEADING.match(text)
    if found is None:
        return None
    start, end = found.span("mention")
    if any(place.start < end and start < place.end and place.mention.identity for place in places):
        return None
    return _Place(start, end, Mention(found["mention"], None, is_bot=True))
