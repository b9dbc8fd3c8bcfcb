from dataclasses import fields

import pytest

from bot.foreign_replies import ForeignReplies, languages, replies_in
from bot.language import detect


def _texts(language: str) -> dict[str, str]:
    replies = replies_in(language)
    return {
        field.name: getattr(replies, field.name)
        for field in fields(ForeignReplies)
        if field.name not in ("language", "checked_by_speaker")
    }


def test_the_reply_languages_are_those_promised() -> None:
    assert set(languages()) == {"en", "fi", "ar", "so", "de", "pl"}


def test_other_languages_are_answered_in_english() -> None:
    assert replies_in("no") is replies_in("en")
    assert replies_in("xx") is replies_in("en")


@pytest.mark.parametrize("language", languages())
def test_every_sentence_is_in_its_language(language: str) -> None:
    for name, text in _texts(language).items():
        if name not in ("goodbye", "holdings", "interpreted"):
            assert detect(text) == language, (name, text)


@pytest.mark.parametrize("language", languages())
def test_only_the_named_fields_are_filled_in(language: str) -> None:
    texts = _texts(language)
    assert texts.pop("contact").format(contact="021-17 30 00").endswith("021-17 30 00")
    filled = texts.pop("holdings").format(count=470, first="2007-01-01", last="2026-01-01")
    assert all(value in filled for value in ("470", "2007-01-01", "2026-01-01"))
    assert texts.pop("interpreted").format(question="X").endswith("X")
    assert not any("{" in text for text in texts.values())


@pytest.mark.parametrize("language", languages())
def test_no_text_claims_to_be_checked_before_a_speaker_has_read_it(language: str) -> None:
    assert not replies_in(language).checked_by_speaker
