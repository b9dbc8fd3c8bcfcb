"""The cards: what they say, that Markdown does not change it, and that Teams takes them."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.answer import Answer, Question, Quote, Status, Validity
from bot.answering import Answering
from bot.content import default_content
from index.documents import Metadata
from index.search import Source
from tests.fakes import FakeSearcher, hit
from web.teams_card import MOST_BYTES, Reply, plain
from web.teams_reply import Setting, answered, greeting, late, refused, shortened

SETTING = Setting(default_content(), "https://bot.example.se/", "Boten")
SEEN = "Alla i teamet kan se frågan och svaret."
LONG = "Alla organisationer kan ansluta sig till strategin. " * 200


def quote(text: str, title: str = "Regionens beslut", validity: Validity = Validity.IN_FORCE) -> Quote:
    source = Source("beslut", "0123456789abcdef", "beslut.md", Metadata(title=title, kind="beslut"))
    return Quote(text, 0, len(text), source, "Anslutning", 3, validity)


def content(reply: Reply) -> dict[str, Any]:
    message = json.loads(reply.as_json())
    assert set(message) == {"type", "attachments"}
    (attachment,) = message["attachments"]
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    card: dict[str, Any] = attachment["content"]
    assert (card["type"], card["version"]) == ("AdaptiveCard", "1.4")
    return card


def elements(node: Any) -> Iterator[dict[str, Any]]:
    """Every element of a card, from the top."""
    if isinstance(node, dict):
        if "type" in node:
            yield node
        for value in node.values():
            yield from elements(value)
    elif isinstance(node, list):
        for value in node:
            yield from elements(value)


def texts(reply: Reply) -> list[str]:
    return [element["text"] for element in elements(content(reply)) if element["type"] == "TextBlock"]


def test_an_answer_holds_question_quote_source_place_and_the_two_notices() -> None:
    reply = answered(Answer(Status.ANSWERED, "Så här står det:", (quote("Alla kan.", LONG),)), "Vem kan?", SETTING)
    said = texts(reply)
    assert said[:3] == ["Vem kan?", "Så här står det:", "”Alla kan.”"]
    assert said[4] == "Anslutning · sidan 3 · gällande"
    assert said[-3:-1] == [default_content().ai_notice, SEEN]
    assert "börja med @Boten" in said[-1]
    (button,) = [element for element in elements(content(reply)) if element["type"] == "Action.OpenUrl"]
    assert button["url"] == "https://bot.example.se/kallor/beslut/0123456789abcdef/0-9#citat"


def test_several_quotes_have_buttons_that_can_be_told_apart() -> None:
    reply = answered(Answer(Status.RELATED, "Nära:", related=(quote("Ett."), quote("Två."))), "Vem?", SETTING)
    titles = [element["title"] for element in elements(content(reply)) if element["type"] == "Action.OpenUrl"]
    assert titles == ["Visa i dokumentet (citat 1)", "Visa i dokumentet (citat 2)"]


def test_a_question_that_was_understood_otherwise_is_shown_as_understood() -> None:
    answer = Answer(Status.NO_ANSWER, "Nej.", interpreted_as="Jag tolkar det som: [personnummer]")
    said = texts(answered(answer, "850101-1234", SETTING))
    assert said[0] == r"Jag tolkar det som: \[personnummer\]"
    assert not any("850101" in text for text in said)


@pytest.mark.parametrize("status", [Status.NEEDS_QUESTION, Status.GREETING, Status.ABOUT, Status.UNAVAILABLE])
def test_where_nothing_was_searched_the_question_is_not_repeated(status: Status) -> None:
    assert "850101" not in json.dumps(content(answered(Answer(status, "Svar."), "850101-1234", SETTING)))


def test_help_comes_alone_with_each_number_apart_and_says_that_the_team_sees_it() -> None:
    answer = Answering(FakeSearcher()).crisis("min man slog mig igår")
    assert answer is not None
    said = texts(answered(answer, "min man slog mig igår", SETTING))
    assert {line.number for line in default_content().help_lines} <= {text.replace("\\", "") for text in said}
    assert not any("slog mig" in text or "AI-tjänst som citerar" in text for text in said)
    assert "Du kan ta bort ditt meddelande." in said[-1]


@pytest.mark.parametrize(("question", "language"), [("Who can join the strategy?", "en"), ("من يمكنه الانضمام؟", "ar")])
def test_the_notices_of_another_language_are_shown_in_it(question: str, language: str) -> None:
    answer = Answering(FakeSearcher(hit(0.95))).answer(Question(question))
    card = content(answered(answer, question, SETTING))
    assert card["lang"] == language
    notices = [item["items"][0] for item in card["body"] if item.get("style") == "warning"]
    assert [notice["text"].strip("\u2067\u2069") for notice in notices] == [plain(text) for text in answer.notices]
    assert all(notice.get("horizontalAlignment") == ("Right" if language == "ar" else None) for notice in notices)


def test_the_other_cards_say_what_to_do() -> None:
    assert any("Hur följs strategin upp?" in text for text in texts(greeting(SETTING)))
    assert "Frågan är för lång." in texts(refused("Frågan är för lång.", SETTING))
    assert any("för lång tid" in text for text in texts(late(SETTING)))
    assert all(SEEN in texts(reply) for reply in (greeting(SETTING), refused("x", SETTING), late(SETTING)))


def test_a_long_quote_ends_with_a_whole_sentence_and_says_where_the_rest_is() -> None:
    reply = answered(Answer(Status.ANSWERED, "Så här:", (quote(LONG),)), "Vem?", SETTING)
    said = texts(reply)
    shown = next(text for text in said if text.startswith("”")).strip("”")
    assert LONG.startswith(shown)
    assert shown.endswith("strategin.")
    assert len(shown) <= 1200
    assert "Citatet är förkortat. Läs mer i dokumentet." in said
    assert "Läs mer i dokumentet" in reply.as_json()


def test_a_sentence_that_has_no_room_ends_after_a_word() -> None:
    assert shortened("ett två tre fyra", 12) == "ett två …"
    assert shortened("Ett två. Tre fyra.", 12) == "Ett två."


_ANY = st.text(st.characters(codec="utf-8"), min_size=1, max_size=1000).filter(str.strip)


@given(_ANY, _ANY, st.integers(1, 20))
@settings(max_examples=100, deadline=None)
def test_no_card_is_larger_than_teams_takes(question: str, text: str, times: int) -> None:
    many = tuple(quote(text * times * 10, title=text * times) for _ in range(3))
    answer = Answer(Status.ANSWERED, text * times, many, notices=(text * times,) * 4)
    for status in Status:
        reply = answered(replace(answer, status=status), question, replace(SETTING, bot_name=text))
        assert len(reply.as_json().encode("utf-16-le")) <= MOST_BYTES
        assert status is Status.CRISIS or SEEN in reply.as_json()


_MARKS = st.text("ab1.)#*_-+~`[]()<>!|\\&;{}=:/ \n", max_size=40)


def _as_shown(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@given(_MARKS)
@settings(deadline=None)
def test_markdown_shows_a_text_as_it_stands(text: str) -> None:
    tokens = MarkdownIt("commonmark", {"html": False}).enable(["strikethrough", "table"]).parse(plain(text))
    kinds = {token.type for token in tokens} | {c.type for token in tokens for c in token.children or ()}
    assert kinds <= {"paragraph_open", "paragraph_close", "inline", "text", "text_special"}
    words = " ".join("".join(c.content for c in token.children or ()) for token in tokens if token.type == "inline")
    assert _as_shown(words) == _as_shown(text)


def test_a_date_that_teams_would_rewrite_stays() -> None:
    assert "{{DATE(" not in plain("{{DATE(2017-02-14T06:08:39Z, LONG)}}")
