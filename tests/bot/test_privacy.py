import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.privacy import PersonalData, mask

PERSONNUMMER = [
    "850101-1234",
    "8501011234",
    "19850101-1234",
    "198501011234",
    "850101+1234",
    "850101–1234",
    "850101−1234",
    "850161-1234",
    "19850191-1234",
    "1985-01-01-1234",
    "200002291234",
    "850231-1234",
    "٨٥٠١٠١-١٢٣٤",
]
SPACED_PERSONNUMMER = (
    "19 850101 - 1234",
    "850101 1234",
    "850101 - 1234",
    "85 01 01 12 34",
    "19850101 1234",
    "850101- 1234",
)
PHONES = (
    *(
        "070-123 45 67",
        "0701234567",
        "070 123 45 67",
        "+46701234567",
        "+46 (0)70 123 45 67",
        "+46 70-123 45 67",
        "0046 70 1234567",
    ),
    *(
        "08-123 456 78",
        "08 12 34 56 78",
        "(08) 12 34 56 78",
        "0501-12345",
        "054/12 34 56",
        "070‑123‑45‑67",
        "+358 40 123 4567",
        "٠٧٠١٢٣٤٥٦٧",
    ),
)
EMAILS = (
    "anna@example.se",
    "anna.svensson+x@mail.example.com",
    "a_b-c@example.co.uk",
    "anna (at) example.se",
    "anna [at] example.se",
    "åsa@exempel.se",
)
NOT_PERSONAL = (
    *(
        "2024–2027",
        "2024-2027",
        "(2015-2025)",
        "2024/25:123",
        "RV230512",
        "A2024/00123",
        "A2015/06123/JÄM",
        "2024:123",
        "SFS 2010:800",
        "dnr 2024-01234",
    ),
    *(
        "LST 801-1234-2023",
        "KS 2023/00456",
        "1 200 000 kronor",
        "10 000 000",
        "1 012 345 678 kr",
        "1 850 101 234 kr",
        "1.012.345.678",
        "2024-03-12",
    ),
    *(
        "20240312",
        "2024-03-12–2024-04-12",
        "2024-03-12 2025-01-01",
        "2015-06-01 till 2016-12-31",
        "20150601 och 20161231",
        "2024-03-12 – 2026",
    ),
    *(
        "12-03-2024",
        "01/02/2024",
        "kl. 08.00–17.00",
        "0–18 år",
        "0,5",
        "202100-4870",
        "556036-0793",
        "4 § 2 st.",
        "10 10 10",
        "3@5",
        "@region",
    ),
)
HELP_LINES = (
    "112",
    "1177",
    "116 111",
    "020-50 50 50",
    "020-80 80 80",
    "020-55 00 00",
    "020-555 666",
    "+46 20 50 50 50",
)


@pytest.mark.parametrize("number", [*PERSONNUMMER, *SPACED_PERSONNUMMER])
@pytest.mark.parametrize("sentence", ["{}", "Mitt nummer är {}.", "pnr:{}, vad gäller?", "({})", "född {}\nhej"])
def test_a_personnummer_is_masked_in_all_its_forms(number: str, sentence: str) -> None:
    masked = mask(sentence.format(number))
    assert masked.text == sentence.format("[personnummer]")
    assert masked.kinds == (PersonalData.PERSONNUMMER,)
    assert masked.found


@pytest.mark.parametrize("number", PHONES)
@pytest.mark.parametrize("sentence", ["{}", "Ring mig på {}.", "tel {}, tack", "Jag är 45, {}"])
def test_a_telephone_number_is_masked(number: str, sentence: str) -> None:
    masked = mask(sentence.format(number))
    assert masked.text == sentence.format("[telefonnummer]")
    assert masked.kinds == (PersonalData.PHONE,)


@pytest.mark.parametrize("address", EMAILS)
@pytest.mark.parametrize("sentence", ["{}", "Svara till {}.", "<{}>", "{}, tack"])
def test_an_email_address_is_masked(address: str, sentence: str) -> None:
    masked = mask(sentence.format(address))
    assert masked.text == sentence.format("[e-postadress]")
    assert masked.kinds == (PersonalData.EMAIL,)


@pytest.mark.parametrize("figures", [*NOT_PERSONAL, *HELP_LINES])
def test_years_amounts_dates_diary_numbers_and_help_lines_stay(figures: str) -> None:
    for sentence in (figures, f"Vad står det om {figures}?", f"({figures})"):
        assert mask(sentence).text == sentence
        assert not mask(sentence).found


def test_several_are_masked_and_each_kind_is_named_once() -> None:
    masked = mask("850101-1234 och 860202-1234, 070-123 45 67, a@example.se")
    assert masked.text == "[personnummer] och [personnummer], [telefonnummer], [e-postadress]"
    assert masked.kinds == (PersonalData.EMAIL, PersonalData.PERSONNUMMER, PersonalData.PHONE)


@given(
    st.dates(date(1900, 1, 1), date(2029, 12, 31)),
    st.sampled_from([0, 60]),
    st.integers(0, 9999),
    st.sampled_from(["", "-", "+", " - ", "–", " "]),
    st.booleans(),
)
def test_whatever_looks_like_a_personnummer_is_masked(
    born: date, added: int, last: int, dash: str, century: bool
) -> None:
    day = f"{born:%Y%m}{born.day + added:02}"
    number = f"{day if century else day[2:]}{dash}{last:04}"
    assert mask(f"Jag har {number} och undrar").text in {
        "Jag har [personnummer] och undrar",
        "Jag har [telefonnummer] och undrar",
    }


@given(st.text(st.characters()))
def test_masking_again_changes_nothing(text: str) -> None:
    once = mask(text)
    assert mask(once.text).text == once.text
    assert once.found == (once.text != text)


@given(st.text("abcåäö ,.?!\n§"))
def test_text_without_figures_and_at_signs_is_left_alone(text: str) -> None:
    assert mask(text).text == text


@pytest.mark.parametrize(
    "unit", ["a", "1", "1 ", "0 ", "01", "a@", "a.", "07-", "+1 ", "198501", "(", "0070 ", "٠", "a@a.", " (at) "]
)
def test_the_time_grows_with_the_length_and_no_faster(unit: str) -> None:
    text = unit * (65_536 // len(unit))
    start = time.process_time()
    mask(text)
    assert time.process_time() - start < 2
