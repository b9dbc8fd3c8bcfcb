from collections.abc import Callable
from pathlib import Path

import pytest

from index.readers.registry import read_file

FRONT_MATTER = """---
title: "Strategi: för länet"
Kind: strategi
issuer: Länsstyrelsen
diary-number: 801-2023
decided_on: 2024-03-05
valid_from: 2024-04-01
valid_to: 2027-12-31
superseded_by: ny-strategi
source: https://example.se/strategi
language: sv
id: eget-id
tags: [a, b]
---
# Rubrik

Text.
"""


@pytest.fixture
def read_markdown(tmp_path: Path) -> Callable[[str], list[tuple[str, str]]]:
    def read(text: str) -> list[tuple[str, str]]:
        path = tmp_path / "fil.md"
        path.write_text(text)
        return [(block.kind.value, block.text) for block in read_file(path).blocks]

    return read


def metadata_of(tmp_path: Path, text: str) -> dict[str, str]:
    path = tmp_path / "fil.md"
    path.write_text(text)
    return read_file(path).metadata


def test_front_matter_becomes_metadata_under_known_names_only(tmp_path: Path) -> None:
    assert metadata_of(tmp_path, FRONT_MATTER) == {
        "title": "Strategi: för länet",
        "kind": "strategi",
        "issuer": "Länsstyrelsen",
        "diary_number": "801-2023",
        "decided_on": "2024-03-05",
        "valid_from": "2024-04-01",
        "valid_to": "2027-12-31",
        "superseded_by": "ny-strategi",
        "source_url": "https://example.se/strategi",
        "language": "sv",
    }


@pytest.mark.parametrize(
    ("lines", "decided_on"),
    [
        ("published: 2024-03-05", "2024-03-05"),
        ("published: 2024-03", "2024-03-01"),
        ("published: 2024-03\ndecided_on: 2023-12-01", "2023-12-01"),
        ("published: våren 2024", None),
    ],
)
def test_publication_stands_in_for_the_decision(tmp_path: Path, lines: str, decided_on: str | None) -> None:
    assert metadata_of(tmp_path, f"---\n{lines}\n---\n\nText.\n").get("decided_on") == decided_on


def test_an_unquoted_colon_in_front_matter_is_understood(tmp_path: Path) -> None:
    text = "---\ntitle: Strategi: för länet\nkind: strategi\n---\n\nText.\n"
    assert metadata_of(tmp_path, text) == {"title": "Strategi: för länet", "kind": "strategi"}


def test_headings_paragraphs_and_lists_are_told_apart(
    read_markdown: Callable[[str], list[tuple[str, str]]],
) -> None:
    text = "# Titel\n\nEn *betonad* text\npå två rader.\n\n* ett\n* två\n  - inre\n\n1. Att besluta\n2. Att se\n"
    assert read_markdown(text) == [
        ("heading", "Titel"),
        ("paragraph", "En betonad text på två rader."),
        ("list_item", "ett"),
        ("list_item", "två"),
        ("list_item", "inre"),
        ("list_item", "1. Att besluta"),
        ("list_item", "2. Att se"),
    ]


def test_links_keep_their_text_and_lists_of_links_in_the_page_are_left_out(
    read_markdown: Callable[[str], list[tuple[str, str]]],
) -> None:
    text = "* [Mål](#mal)\n* [Hälsa](#halsa)\n\nLäs [planen](https://example.se/p.pdf).\n\n![Bild](b.png)\n"
    assert read_markdown(text) == [("paragraph", "Läs planen.")]


def test_a_list_with_links_elsewhere_is_kept(read_markdown: Callable[[str], list[tuple[str, str]]]) -> None:
    assert read_markdown("* [Mål](#mal)\n* [Plan](https://example.se)\n") == [
        ("list_item", "Mål"),
        ("list_item", "Plan"),
    ]


def test_a_row_of_a_table_can_be_read_alone(read_markdown: Callable[[str], list[tuple[str, str]]]) -> None:
    text = "| **Stöd (mnkr)** | | |\n| --- | --- | --- |\n| | 2026 | 2027 |\n| Jourer | 113,5 | 503 |\n"
    assert read_markdown(text) == [
        ("paragraph", "Stöd (mnkr)"),
        ("list_item", "Jourer – 2026: 113,5; 2027: 503"),
    ]


def test_a_bold_line_is_a_heading_and_a_bold_sentence_is_not(
    read_markdown: Callable[[str], list[tuple[str, str]]],
) -> None:
    assert read_markdown("**Bakgrund**\n\nText.\n\n**Regeringen beslutade i går.**\n") == [
        ("heading", "Bakgrund"),
        ("paragraph", "Text."),
        ("paragraph", "Regeringen beslutade i går."),
    ]


def test_html_in_markdown_loses_its_tags(read_markdown: Callable[[str], list[tuple[str, str]]]) -> None:
    text = "<div>Hälsa &amp; makt</div>\n\n<script>kod()</script>\n\nEn <b>fet</b> text.\n"
    assert read_markdown(text) == [("paragraph", "Hälsa & makt"), ("paragraph", "En fet text.")]


def test_pages_of_the_government_begin_with_their_title_and_hold_no_markup(corpus: Path) -> None:
    paths = sorted((corpus / "regeringen").glob("*.md"))[::23]
    assert len(paths) >= 20
    for path in paths:
        read = read_file(path)
        assert read.blocks[0].text == read.metadata["title"], path.name
        assert set(read.metadata) == {"title", "kind", "decided_on", "source_url"}, path.name
        assert not [b.text for b in read.blocks if "](" in b.text or "**" in b.text or b.text[0] in "#|*"]
