"""The question in a message, whoever is mentioned in it."""

import html
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.teams_message import Message

BOT = {"type": "mention", "text": "<at>Boten</at>", "mentioned": {"id": "28:bot", "name": "Boten"}}
BO = {"type": "mention", "text": "<at>Bo Ek</at>", "mentioned": {"id": "29:bo", "name": "Bo Ek"}}


def question(text: str, *entities: dict[str, Any], **fields: Any) -> str:
    return Message.model_validate({"type": "message", "text": text, "entities": entities, **fields}).question()[0]


@pytest.mark.parametrize(
    ("text", "entities", "asked"),
    [
        ("<at>Boten</at>\u00a0Vad gäller?\n", (BOT,), "Vad gäller?"),
        ("<at>Boten</at>&nbsp;\r\n\nVad gäller?", (BOT,), "Vad gäller?"),
        ("<at>Boten</at> Kan <at>Bo Ek</at> svara?", (BOT, BO), "Kan Bo Ek svara?"),
        ("<at>Bo Ek</at> frågar <at>Boten</at> vad som gäller", (BO, BOT), "Bo Ek frågar vad som gäller"),
        ("Vad<at>Boten</at> gäller?", (BOT,), "Vad gäller?"),
        ("Vad gäller? <at>Boten</at>", (BOT,), "Vad gäller?"),
        ("<at>Boten</at> visa <blankett> &lt;nr 2&gt;", (BOT,), "visa <blankett> <nr 2>"),
        ("<at>Boten</at> är &amp;lt; ett tecken", (BOT,), "är &lt; ett tecken"),
        ("<at>Boten</at> ?a=1&copy=2", (BOT,), "?a=1&copy=2"),
        ("<at>Boten</at> &#99999999999999; &#xD800;", (BOT,), "&#99999999999999; \ufffd"),
        ("<at>Boten</at> vad är <at>?", (BOT,), "vad är <at>?"),
        ("<at>Boten</at> och <at>Boten</at>", (BOT, BOT), "och"),
        ("<at>Boten</at>", (BOT,), ""),
        ("<at>Boten</at> Vad gäller?", (), "Vad gäller?"),
        ("<at>Bo Ek</at> Vad gäller?", (BO,), "Bo Ek Vad gäller?"),
        ("Vad gäller?", (), "Vad gäller?"),
    ],
)
def test_the_question_is_the_text_without_the_bots_own_mention(
    text: str, entities: tuple[dict[str, Any], ...], asked: str
) -> None:
    assert question(text, *entities) == asked


def test_a_person_who_is_called_the_same_as_the_bot_keeps_the_name() -> None:
    namesake = BOT | {"mentioned": {"id": "29:n", "name": "Boten"}}
    assert question("<at>Boten</at> vem är <at>Boten</at>?", BOT, namesake) == "vem är Boten?"


def test_another_bot_keeps_its_name() -> None:
    other = {"type": "mention", "text": "<at>Hjälpen</at>", "mentioned": {"id": "28:hjälp"}}
    text = "<at>Boten</at> vad gör <at>Hjälpen</at>?"
    assert question(text, other, BOT) == "vad gör Hjälpen?"
    assert question(text, other, BOT, recipient={"id": "28:hjälp"}) == "Boten vad gör ?"


def test_a_name_of_two_words_that_comes_as_two_mentions_goes_whole() -> None:
    halves = [{"type": "mention", "text": f"<at>{name}</at>", "mentioned": {"id": "28:b"}} for name in ("Min", "bot")]
    assert question("<at>Min</at> <at>bot</at> vad gäller?", *halves) == "vad gäller?"


@pytest.mark.parametrize("field", ["text", "entities", "recipient", "channelData", "conversation", "timestamp"])
def test_a_field_may_be_null_or_missing(field: str) -> None:
    whole = {"type": "message", "text": "<at>Boten</at> Vad?", "entities": [BOT]}
    for message in (whole | {field: None}, {name: value for name, value in whole.items() if name != field}):
        asked = Message.model_validate_json(json.dumps(message)).question()[0]
        assert asked == ("" if field == "text" else "Vad?")


@pytest.mark.parametrize(
    ("fields", "team"),
    [
        ({"channelData": {"team": {"id": "19:a"}, "teamsTeamId": "19:b"}}, "19:a"),
        ({"channelData": {"teamsTeamId": "19:b"}}, "19:b"),
        ({"conversation": {"id": "19:c"}}, "19:c"),
        ({}, ""),
    ],
)
def test_the_team_is_found_in_the_channel_data(fields: dict[str, Any], team: str) -> None:
    assert Message.model_validate({"type": "message", **fields}).team == team


_typed = st.text(st.characters(codec="utf-8"), max_size=60)
_names = st.text("abcåäö ÅÄÖ&<'\"", min_size=1, max_size=12).filter(lambda name: "<at" not in name)


@given(_typed, _names)
def test_whatever_is_typed_comes_out_as_it_was_typed(typed: str, name: str) -> None:
    mention = f"<at>{html.escape(name)}</at>"
    entity = {"type": "mention", "text": mention, "mentioned": {"id": "28:bot"}}
    assert question(f"{mention}\u00a0{html.escape(typed)}", entity) == typed.strip()


@given(st.lists(st.tuples(_typed, _names), max_size=6), _typed)
def test_everyone_else_keeps_the_name_in_its_place(others: list[tuple[str, str]], last: str) -> None:
    text, expected, entities = "<at>Boten</at>", "", [BOT]
    for number, (before, name) in enumerate(others):
        mention = f"<at>{html.escape(name)}</at>"
        text += html.escape(before) + mention
        expected += before + name
        entities.append({"type": "mention", "text": mention, "mentioned": {"id": f"29:{number}"}})
    assert question(text + html.escape(last), *entities) == (expected + last).strip()


@given(st.text(max_size=200), st.lists(st.text(max_size=20), max_size=5))
def test_no_text_and_no_list_of_mentions_breaks_it(text: str, mentions: list[str]) -> None:
    entities = [{"type": "mention", "text": mention, "mentioned": {"id": "28:x"}} for mention in mentions]
    Message.model_validate({"type": "message", "text": text, "entities": entities}).question()
