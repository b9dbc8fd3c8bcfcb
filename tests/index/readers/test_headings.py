import pytest

from index.readers.blocks import Block, BlockKind
from index.readers.headings import looks_like_heading, numbered_depth, with_text_below

BODY = Block(BlockKind.PARAGRAPH, "Brödtext.")


@pytest.mark.parametrize(
    "line",
    [
        "Sammanfattning",
        "Ekonomiska konsekvenser/finansiering",
        "Mänskliga rättigheter - prövning av barnens bästa",
        "ANSLUTNING TILL VÄSTMANLANDS JÄMSTÄLLDHETSSTRATEGI",
        "Vad är jämställdhet?",
        "2.1 Mål och delmål",
        "Kommuner, regioner m.fl.",
        "Så ska vi nå målen",
    ],
)
def test_a_short_capitalised_line_without_a_full_stop_is_a_heading(line: str) -> None:
    assert looks_like_heading(line)


@pytest.mark.parametrize(
    "line",
    [
        "Ärendet bedöms inte medföra några miljökonsekvenser",
        "Region Västmanland beslutar att ansluta sig",
        "Strategin gäller.",
        "och därmed närma sig visionen",
        "Dnr RV240123",
        "anna.andersson@example.se",
        "Läs mer på www.example.se",
        "2024-03-05",
        "11.30-12.30 Lunch med landshövdingen",
        "Vi vill följande:",
        "Ord " * 30,
    ],
)
def test_sentences_labels_addresses_and_figures_are_no_headings(line: str) -> None:
    assert not looks_like_heading(line)


@pytest.mark.parametrize(("line", "depth"), [("2 Mål", 1), ("2. Mål", 1), ("2.1.3 Mål", 3), ("Mål", None)])
def test_the_number_of_a_heading_tells_its_depth(line: str, depth: int | None) -> None:
    assert numbered_depth(line) == depth


def test_a_heading_with_no_text_below_is_a_paragraph() -> None:
    signature = Block(BlockKind.HEADING, "Anna Andersson", 2)
    assert with_text_below([BODY, signature])[-1] == Block(BlockKind.PARAGRAPH, "Anna Andersson")


def test_a_long_run_of_headings_is_a_list_save_for_the_title_and_the_last() -> None:
    run = [Block(BlockKind.HEADING, name, 2 if name != "Titel" else 1) for name in ("Titel", "A", "B", "C", "D")]
    kinds = [block.kind.value for block in with_text_below([*run, BODY])]
    assert kinds == ["heading", "paragraph", "paragraph", "paragraph", "heading", "paragraph"]


def test_headings_of_other_levels_than_the_guessed_one_are_not_doubted() -> None:
    heading = Block(BlockKind.HEADING, "Bilagor", 2)
    assert with_text_below([BODY, heading], guessed=6) == (BODY, heading)
