from pathlib import Path

import pytest

from index.readers.blocks import Block, BlockKind
from index.readers.registry import read_file
from index.readers.text import text_blocks

WRAPPED = """STRATEGI FÖR JÄMSTÄLLDHET

Bakgrund
Region Västmanland arbetar sedan länge för att kvinnor och män ska ha samma makt
att forma samhället och sina egna liv. Arbetet med text-
och bildstöd samt jämställd-
het fortsätter.

Mål

Alla ska nås av
stöd i hela länet, oavsett var de bor.
"""


def shown(blocks: tuple[Block, ...]) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in blocks]


def headings(blocks: tuple[Block, ...]) -> list[str]:
    return [block.text for block in blocks if block.kind is BlockKind.HEADING]


def test_wrapped_lines_are_joined_to_paragraphs_under_their_headings() -> None:
    assert shown(text_blocks(WRAPPED)) == [
        ("heading", "STRATEGI FÖR JÄMSTÄLLDHET"),
        ("heading", "Bakgrund"),
        (
            "paragraph",
            "Region Västmanland arbetar sedan länge för att kvinnor och män ska ha samma makt att forma "
            "samhället och sina egna liv. Arbetet med text- och bildstöd samt jämställdhet fortsätter.",
        ),
        ("heading", "Mål"),
        ("paragraph", "Alla ska nås av stöd i hela länet, oavsett var de bor."),
    ]


def test_the_first_heading_is_the_title_and_numbers_set_the_level_of_the_others() -> None:
    text = "Vår strategi\n\n1 Mål\n\nVi har mål.\n\n1.1 Delmål\n\nVi har delmål.\n"
    levels = [(block.text, block.level) for block in text_blocks(text) if block.level]
    assert levels == [("Vår strategi", 1), ("1 Mål", 2), ("1.1 Delmål", 3)]


def test_a_title_wrapped_on_two_lines_is_one_heading() -> None:
    text = (
        "Jämställdhetsstrategi för Västmanlands län – En strategi för samtliga\n"
        "jämställdhetspolitiska delmål 2024–2027\n\n" + "Länet ska vara jämställt och fritt från våld. " * 2
    )
    assert headings(text_blocks(text)) == [
        "Jämställdhetsstrategi för Västmanlands län – En strategi för samtliga jämställdhetspolitiska delmål 2024–2027"
    ]


def test_numbered_and_bulleted_lines_are_list_items() -> None:
    text = (
        "Förslag till beslut\n1. Att Region Västmanland ansluter sig till strategin\n2. Att uppdra åt\n"
        "   regiondirektören\n\nMålen är följande:\n• makt\n- hälsa\n"
    )
    assert shown(text_blocks(text)) == [
        ("heading", "Förslag till beslut"),
        ("list_item", "1. Att Region Västmanland ansluter sig till strategin"),
        ("list_item", "2. Att uppdra åt regiondirektören"),
        ("paragraph", "Målen är följande:"),
        ("list_item", "makt"),
        ("list_item", "hälsa"),
    ]


def test_numbered_items_set_apart_by_blank_lines_are_no_headings() -> None:
    text = "Mål\n\n1. Makt\n\n2. Hälsa\n\n3. Utbildning\n\nMålen gäller till 2027.\n"
    assert [block.kind.value for block in text_blocks(text)][1:3] == ["list_item", "list_item"]


def test_a_heading_whose_blank_line_above_was_lost_is_found() -> None:
    text = (
        "Invånarperspektiv\n"
        "Arbetet ska utgå från alla människors lika värde och rättigheter, i linje med de\n"
        "intentioner som finns i strategin.\n Uppföljning\n\nDen sker i dialog.\n"
    )
    assert headings(text_blocks(text)) == ["Invånarperspektiv", "Uppföljning"]


def test_an_unpunctuated_sentence_under_a_heading_is_text() -> None:
    text = "Miljö\nÄrendet bedöms inte medföra några följder\n\nBarn\nBarnets bästa är en del av arbetet.\n"
    assert headings(text_blocks(text)) == ["Miljö", "Barn"]


def test_each_long_line_is_a_paragraph() -> None:
    long = "Region Västmanland arbetar för jämställdhet i hela länet och med alla aktörer. " * 3
    assert [block.text for block in text_blocks(f"{long}\n{long}\n")] == [long.strip()] * 2


def test_speech_after_a_dash_keeps_its_dash() -> None:
    text = "Så säger ministern\n\n– Det är viktigt för alla.\n– Det tycker jag också.\n"
    assert [block.text for block in text_blocks(text)][1:] == [
        "– Det är viktigt för alla.",
        "– Det tycker jag också.",
    ]


def test_a_soft_hyphen_at_a_line_end_is_a_hyphen() -> None:
    assert text_blocks("Målet är ett jämställt län med jäm\u00ad\nställdhet.")[0].text.endswith("jämställdhet.")


def test_rules_and_lines_of_a_table_of_contents_are_left_out() -> None:
    text = "Rapport\n=======\n\nInledning ........... 3\n\nHär börjar texten.\n-----\nHär slutar den.\n"
    assert [block.text for block in text_blocks(text)] == ["Rapport", "Här börjar texten.", "Här slutar den."]


def test_a_text_of_white_space_has_no_blocks() -> None:
    assert text_blocks(" \n\u00a0\n") == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_the_encoding_makes_no_difference(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "fil.txt"
    path.write_bytes(WRAPPED.replace("\n", "\r\n").encode(encoding))
    assert read_file(path).blocks == text_blocks(WRAPPED)


def test_the_decision_of_the_region_has_exactly_its_own_headings(corpus: Path) -> None:
    (path,) = (corpus / "beslut").glob("*.txt")
    blocks = read_file(path).blocks
    assert headings(blocks) == [
        "ANSLUTNING TILL VÄSTMANLANDS JÄMSTÄLLDHETSSTRATEGI",
        "Sammanfattning",
        "Beskrivning av ärendet",
        "Verksamhetsmässiga/ekonomiska/juridiska konsekvenser och finansiering",
        "Ekonomiska konsekvenser/finansiering",
        "Hållbarhet",
        "Miljöperspektiv",
        "Mänskliga rättigheter - prövning av barnens bästa",
        "Invånarperspektiv",
        "Uppföljning",
        "Förslag till beslut",
    ]
    assert blocks[-1] == Block(
        BlockKind.LIST_ITEM,
        "1. Att Region Västmanland ansluter sig till Västmanlands jämställdhetsstrategi",
    )
    assert len(blocks) == 11 + 8
