import pytest

from index.readers.lines import Joined, Line, LineJoiner, item_marker, item_text, wrap_width


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("ett jämställd-", "het län", "ett jämställdhet län"),
        ("text-", "och bildarbete", "text- och bildarbete"),
        ("barn-", "eller ungdomsvård", "barn- eller ungdomsvård"),
        ("stöd från EU-", "medel", "stöd från EU-medel"),
        ("perioden 2024-", "2027", "perioden 2024-2027"),
        ("i Nord-", "Sverige", "i Nord-Sverige"),
        ("JÄMSTÄLLDHETS-", "STRATEGI", "JÄMSTÄLLDHETSSTRATEGI"),
        ("kommuner/", "regioner", "kommuner/regioner"),
        ("arbetet -", "som pågår", "arbetet - som pågår"),
        ("kvinnor och", "män", "kvinnor och män"),
    ],
)
def test_a_line_end_becomes_a_space_a_hyphen_or_nothing(left: str, right: str, expected: str) -> None:
    assert LineJoiner([]).join_two(left, right) == expected


def test_a_word_that_the_document_hyphens_elsewhere_keeps_its_hyphen() -> None:
    joiner = LineJoiner(["Arbetet för hbtqi-personer fortsätter."])
    assert joiner.join_two("för hbtqi-", "personer") == "för hbtqi-personer"


def test_the_offset_where_a_following_page_begins_is_kept() -> None:
    lines = [Line("Ett jämställd-", 14, page=1), Line("het län", 7, page=2), Line("för alla", 8, page=3)]
    joined = LineJoiner([]).join(lines)
    assert joined == Joined("Ett jämställdhet län för alla", (13, 21))
    assert [joined.text[at:] for at in joined.page_breaks] == ["het län för alla", "för alla"]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("• Jämn fördelning", "Jämn fördelning"),
        ("- Jämn fördelning", "Jämn fördelning"),
        ("– jämn fördelning", "jämn fördelning"),
        ("1. Att ansluta sig", "1. Att ansluta sig"),
        ("b) att ansluta sig", "b) att ansluta sig"),
    ],
)
def test_an_item_loses_its_bullet_and_keeps_its_number(line: str, text: str) -> None:
    assert item_marker(line) is not None
    assert item_text(line) == text


@pytest.mark.parametrize("line", ["– Det är viktigt, säger ministern.", "2024 års beslut", "-5 grader"])
def test_speech_years_and_negative_numbers_are_no_items(line: str) -> None:
    assert item_marker(line) is None


def test_a_text_with_long_lines_has_no_wrap_width() -> None:
    assert wrap_width([Line("x" * 400, 400), Line("x" * 300, 300)]) is None
    assert wrap_width([Line("x" * 80, 80)] * 10) == 80
