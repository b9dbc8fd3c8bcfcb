"""What is said in a channel: the card for each outcome, with the AI notice and that the whole team sees it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.answer import Answer, Quote, Status
from bot.characters import clean
from bot.content import Content
from bot.phrasing import SWEDISH, Voice
from bot.serialise import place
from index.sentences import split
from web.presenting import RIGHT_TO_LEFT, source_parts, told
from web.teams_card import ActionSet, Container, Element, OpenUrl, Reply, TextBlock, plain

_ROOM = (1200, 600, 300, 150)
"""The most characters of a quote, a title or a line; the first that makes a card Teams takes is used."""

_LONGEST_NAME = 60
_LONGEST_NOTICE = 500
_SEARCHED = {Status.ANSWERED, Status.RELATED, Status.NO_ANSWER}

_TEAM_SEES = "Alla i teamet kan se frågan och svaret."
_TEAM_SEES_ENGLISH = "Everyone in the team can see the question and the answer."
_ALONE = "Jag ser bara det här meddelandet, inte resten av tråden. Skriv hela frågan varje gång och börja med @{name}."
_ALONE_ENGLISH = (
    "I only see this message, not the rest of the thread. Write the whole question each time and begin with @{name}."
)
_CRISIS_SEEN = (
    "I Teams ligger ditt meddelande kvar. Alla i teamet kan se det och det här svaret. Du kan ta bort ditt meddelande."
)
_CRISIS_SEEN_ENGLISH = (
    "In Teams your message stays. Everyone in the team can see it and this answer. You can delete your message."
)
_LATE = "Det tar för lång tid att söka just nu. Fråga igen om en stund, eller fråga på webbsidan."
_SHORTENED = "Citatet är förkortat. Läs mer i dokumentet."
_EXAMPLES = "Skriv till exempel:"
_SHOW, _READ_MORE, _TO_PAGE = "Visa i dokumentet", "Läs mer i dokumentet", "Öppna webbsidan"
_USUAL_NAME = "Jämställdhetsboten"


@dataclass(frozen=True, slots=True)
class Setting:
    """What a card needs beside the answer: the current content, the service's address, the bot's name in the team."""

    content: Content
    public_url: str
    bot_name: str = ""

    @property
    def name(self) -> str:
        return _clipped(clean(self.bot_name), _LONGEST_NAME) or _USUAL_NAME


def answered(answer: Answer, question: str, setting: Setting) -> Reply:
    """The card for any outcome, with as much of each quote as Teams has room for."""
    if answer.status is Status.CRISIS:
        return _fitted((_crisis(answer, setting, room) for room in _ROOM), (), answer.language)
    bodies = (tuple(_body(answer, question, setting, room)) for room in _ROOM)
    return _fitted(bodies, _footer(setting, answer.language), answer.language)


def greeting(setting: Setting) -> Reply:
    """What a mention with no question gets: who the bot is, and questions to begin with."""
    hello = Voice.of(SWEDISH, setting.content).says(Status.GREETING).text
    asked = [f"@{setting.name} {question}" for question in setting.content.example_questions]
    examples = [TextBlock(text=plain(_EXAMPLES), weight="Bolder")] if asked else []
    examples += [TextBlock(text=plain(_clipped(line, _ROOM[-1])), spacing="Small") for line in asked]
    return _fitted([(_text(hello), *examples)], _footer(setting))


def refused(reason: str, setting: Setting) -> Reply:
    """Why a question cannot be asked."""
    return _fitted([(_text(reason),)], _footer(setting))


def closed(setting: Setting) -> Reply:
    """That the service is switched off, in the administrator's words."""
    return _fitted([(_text(setting.content.closed),)], _footer(setting))


def late(setting: Setting) -> Reply:
    """That there is no answer in time, and where to ask instead."""
    return _fitted([(_text(_LATE), _to_page(setting))], _footer(setting))


def shortened(text: str, most: int) -> str:
    """The whole sentences of a text that have room, or the words of the first where not even that one has."""
    if len(text) <= most:
        return text
    ends = [span.end for span in split(text) if span.end <= most]
    return text[: ends[-1]] if ends else _clipped(text, most)


def _fitted(bodies: Iterable[tuple[Element, ...]], footer: tuple[Element, ...], lang: str = SWEDISH) -> Reply:
    """The first body that fits above the footer, or as much as fits of the last one."""
    body: tuple[Element, ...] = ()
    for body in bodies:
        reply = Reply.of((*body, *footer), lang)
        if reply.fits:
            return reply
    while body and not reply.fits:
        body = body[:-1]
        reply = Reply.of((*body, *footer), lang)
    return reply


def _body(answer: Answer, question: str, setting: Setting, room: int) -> Iterator[Element]:
    understood = (answer.interpreted_as or clean(question)).strip()
    if understood and answer.status in _SEARCHED:
        yield TextBlock(text=plain(_clipped(understood, room)), weight="Bolder")
    yield _text(_clipped(answer.text, _ROOM[0]), answer.language)
    quotes = answer.quotes + answer.related
    for number, quote in enumerate(quotes, start=1):
        yield _quoted(quote, setting, room, f" (citat {number})" if len(quotes) > 1 else "")
    for notice in answer.notices:
        yield Container(items=(_text(_clipped(notice, room), answer.language),), style="warning", spacing="Small")
    if answer.status is Status.UNAVAILABLE:
        yield _to_page(setting)


def _quoted(quote: Quote, setting: Setting, room: int, which: str) -> Container:
    text = shortened(quote.text, room)
    is_whole = text == quote.text
    title, *where = [_clipped(part, room) for part in source_parts(quote)]
    url = setting.public_url.rstrip("/") + place(quote)
    parts = [TextBlock(text=plain(f"”{text}”"))]
    if not is_whole:
        parts.append(TextBlock(text=plain(_SHORTENED), is_subtle=True, spacing="Small"))
    parts.append(TextBlock(text=plain(title), weight="Bolder", size="Small", spacing="Medium"))
    if where:
        parts.append(TextBlock(text=plain(" · ".join(where)), size="Small", is_subtle=True, spacing="None"))
    button = OpenUrl(title=(_SHOW if is_whole else _READ_MORE) + which, url=url)
    return Container(items=(*parts, ActionSet(actions=(button,), spacing="Small")), style="emphasis", spacing="Medium")


def _crisis(answer: Answer, setting: Setting, room: int) -> tuple[Element, ...]:
    """Nothing of what was written, every line apart, and each number so that it stands out."""
    items: list[TextBlock] = []
    for line in told(answer.text, setting.content.help_lines):
        items.append(_text(_clipped(line.text, room), answer.language))
        if line.number:
            number = plain(_clipped(line.number, room))
            items.append(TextBlock(text=number, weight="Bolder", size="Medium", spacing="None"))
    seen = _CRISIS_SEEN if answer.language == SWEDISH else _CRISIS_SEEN_ENGLISH
    return (*items, TextBlock(text=plain(seen), size="Small", is_subtle=True, spacing="Medium"))


def _footer(setting: Setting, language: str = SWEDISH) -> tuple[Element, ...]:
    is_swedish = language == SWEDISH
    lines = (
        setting.content.ai_notice,
        _TEAM_SEES if is_swedish else _TEAM_SEES_ENGLISH,
        (_ALONE if is_swedish else _ALONE_ENGLISH).format(name=setting.name),
    )
    said = [_clipped(line, _LONGEST_NOTICE) for line in lines]
    items = tuple(TextBlock(text=plain(line), size="Small", is_subtle=True, spacing="Small") for line in said if line)
    return (Container(items=items, separator=True, spacing="Medium"),)


def _to_page(setting: Setting) -> ActionSet:
    return ActionSet(actions=(OpenUrl(title=_TO_PAGE, url=setting.public_url),))


def _text(text: str, language: str = SWEDISH) -> TextBlock:
    if language not in RIGHT_TO_LEFT:
        return TextBlock(text=plain(text))
    # Cards of version 1.4 have no direction, so the text carries its own.
    return TextBlock(text=f"\u2067{plain(text)}\u2069", horizontal_alignment="Right")


def _clipped(text: str, most: int) -> str:
    """A text cut after a word where it is longer."""
    text = text.strip()
    if len(text) <= most:
        return text
    head = text[: most - 2]
    return f"{head.rsplit(None, 1)[0] if ' ' in head.strip() else head} …"
