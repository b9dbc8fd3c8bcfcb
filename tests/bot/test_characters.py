import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.characters import clean


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Vem ansvarar?", "Vem ansvarar?"),
        ("Vem\U000e0069\U000e0067\U000e006e\U000e007f ansvarar?", "Vem ansvarar?"),
        ("a\u200bn\u200cs\u200dv\u2060a\ufeffr", "ansvar"),
        ("\u202eansvar\u202c \u2066mål\u2069\u200f\u061c", "ansvar mål"),
        ("ans\u00advar", "ansvar"),
        ("an\x00s\x07v\x1bar", "ansvar"),
        ("an\U0001d173svar\U0001bca0", "ansvar"),
        ("an\ufe0f\U000e0100svar", "ansvar"),
        ("a\u030a\u200b", "å"),
        ("a\u200b\u030a", "å"),
        ("halv\ud83dtecken", "halvtecken"),
        ("en\r\ntvå\rtre\u2028fyra\x0bfem\tsex", "en\ntvå\ntre\nfyra\nfem\tsex"),
        ("می\u200cخواهم", "میخواهم"),
        ("ﬁnans", "finans"),
        ("👍🏽 ½ m² …", "👍🏽 ½ m² …"),
    ],
)
def test_what_is_not_seen_goes_and_what_is_seen_stays(typed: str, shown: str) -> None:
    assert clean(typed) == shown


@given(st.text(st.characters()))
def test_clean_text_is_in_nfc_and_stays_as_it_is(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)


@given(st.text(st.characters()))
def test_only_newlines_and_tabs_are_left_of_all_controls(text: str) -> None:
    assert {c for c in clean(text) if unicodedata.category(c) in {"Cc", "Cs"}} <= {"\n", "\t"}


@given(
    st.text("abcåäö 123?!", max_size=40),
    st.lists(st.sampled_from("\u200b\u200d\u202e\u2066\ufeff\U000e0041\U000e007f\x00")),
)
def test_a_hidden_message_changes_nothing(text: str, hidden: list[str]) -> None:
    assert clean("".join(hidden).join(text)) == clean(text)
