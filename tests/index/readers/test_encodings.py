import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.readers.blocks import ReadFailure, UnreadableFileError
from index.readers.encodings import decode

TEXT = "Jämställdhet på riktigt – för ”alla” i länet.\r\nÅr 2024"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_swedish_text_is_read_right_in_every_usual_encoding(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


def test_a_declared_encoding_is_followed_where_the_bytes_are_not_utf_8() -> None:
    assert decode("Łódź och Växjö".encode("iso-8859-2", "replace"), "iso-8859-2").startswith("Łódź")


def test_utf_8_is_read_as_utf_8_whatever_the_file_declares() -> None:
    assert decode(TEXT.encode(), "iso-8859-1") == TEXT


@pytest.mark.parametrize("declared", ["iso-8859-1", "no-such-encoding", None])
def test_latin_1_and_unknown_names_mean_windows_1252(declared: str | None) -> None:
    assert decode(TEXT.encode("cp1252"), declared) == TEXT


def test_utf_8_that_is_cut_off_in_a_character_is_still_utf_8() -> None:
    assert decode(("åäö" * 40 + "å").encode()[:-1]).startswith("åäöåäö")


def test_a_binary_file_is_damaged_text() -> None:
    with pytest.raises(UnreadableFileError) as error:
        decode(bytes(range(256)) * 20)
    assert error.value.failure is ReadFailure.DAMAGED


@given(st.text(st.sampled_from("abcåäöÅÄÖ –”€\n"), min_size=1))
def test_utf_8_is_always_read_back(text: str) -> None:
    assert decode(text.encode()) == text
