"""The notices in every reply language."""

import pytest

from bot.foreign_notices import notices_in
from bot.foreign_replies import languages
from bot.language import detect


@pytest.mark.parametrize("language", languages())
def test_every_notice_is_in_its_language(language: str) -> None:
    words = notices_in(language)
    assert words.language == language
    assert not words.checked_by_speaker
    for text in (words.masked, words.superseded, words.expired, words.future):
        assert detect(text) == language, text
    assert words.interpreted.format(question="X").endswith("X")


def test_other_languages_get_english() -> None:
    assert notices_in("no") is notices_in("en")
