from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.canonical import document_id, to_document
from index.documents import Document
from index.readers.blocks import Block, BlockKind, ReadFile

KINDS = st.sampled_from(BlockKind)


def heading(text: str, level: int = 1, page: int | None = None) -> Block:
    return Block(BlockKind.HEADING, text, level, page)


def paragraph(text: str, page: int | None = None, page_breaks: tuple[int, ...] = ()) -> Block:
    return Block(BlockKind.PARAGRAPH, text, page=page, page_breaks=page_breaks)


def item(text: str) -> Block:
    return Block(BlockKind.LIST_ITEM, text)


def document_of(*blocks: Block, path: str = "mapp/fil.txt", **metadata: str) -> Document:
    return to_document(ReadFile(blocks, metadata), id="fil", path=path, file_sha256="0" * 64)


def stretches(document: Document) -> list[tuple[tuple[str, ...], str]]:
    return [(section.heading_path, document.text[section.start : section.end]) for section in document.sections]


def test_blocks_are_joined_by_a_blank_line_and_list_items_by_a_line_break() -> None:
    document = document_of(heading("Mål"), paragraph("Vi vill:"), item("makt"), item("hälsa"), paragraph("Slut."))
    assert document.text == "Mål\n\nVi vill:\n\nmakt\nhälsa\n\nSlut."


def test_a_section_has_its_heading_path_and_leaves_out_the_heading() -> None:
    document = document_of(
        paragraph("Ingress."),
        heading("Strategi"),
        heading("Mål", 2),
        paragraph("Ett."),
        item("två"),
        heading("Hälsa", 3),
        paragraph("Tre."),
        heading("Uppföljning", 2),
        paragraph("Fyra."),
    )
    assert stretches(document) == [
        ((), "Ingress."),
        (("Strategi", "Mål"), "Ett.\n\ntvå"),
        (("Strategi", "Mål", "Hälsa"), "Tre."),
        (("Strategi", "Uppföljning"), "Fyra."),
    ]


def test_pages_begin_where_their_first_text_begins() -> None:
    document = document_of(paragraph("Första si", 1), paragraph("dan och andra.", 2, (4,)), paragraph("Femte.", 5))
    assert [document.text[start:][:5] for start in document.page_starts] == [
        "Först",
        "dan o",
        "och a",
        "Femte",
        "Femte",
    ]
    assert document.page_at(document.text.index("andra")) == 3
    assert document.page_at(document.text.index("Femte")) == 5


def test_a_format_without_pages_has_no_page_starts() -> None:
    assert document_of(paragraph("Text.")).page_starts == ()


def test_metadata_strings_become_metadata_and_bad_dates_are_ignored() -> None:
    metadata = document_of(
        paragraph("Text."),
        title="Strategi",
        kind="Beslut",
        issuer=" ",
        decided_on="2024-03-05",
        valid_from="våren",
        valid_to="2027-13-01",
        source_url="https://example.se",
    ).metadata
    assert (metadata.title, metadata.kind, metadata.issuer, metadata.language) == (
        "Strategi",
        "beslut",
        None,
        "sv",
    )
    assert (metadata.decided_on, metadata.valid_from, metadata.valid_to) == (date(2024, 3, 5), None, None)
    assert metadata.source_url == "https://example.se"


def test_the_title_is_the_stated_one_else_the_first_heading_else_the_file_name() -> None:
    blocks = (heading("Rubrik"), paragraph("Text."))
    assert document_of(*blocks, title="Titel").metadata.title == "Titel"
    assert document_of(*blocks).metadata.title == "Rubrik"
    assert document_of(paragraph("Text."), path="a/länets_strategi-2024.pdf").metadata.title == "Länets strategi 2024"


@pytest.mark.parametrize(
    ("path", "stated", "kind"),
    [
        ("beslut/fil.md", "Strategi", "strategi"),
        ("beslut/fil.md", " ", "beslut"),
        ("regeringen/Beslut/fil.md", "", "beslut"),
        ("o\u0308vrigt/fil.md", "", "övrigt"),
        ("fil.md", "", "dokument"),
        ("fil.md", "Policy", "policy"),
    ],
)
def test_the_kind_is_the_stated_one_else_the_folder_s_name_else_a_document(path: str, stated: str, kind: str) -> None:
    assert document_of(paragraph("Text."), path=path, kind=stated).metadata.kind == kind


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("Strategi.pdf", "strategi"),
        ("beslut/Åtgärder för Öst (v2).docx", "beslut-atgarder-for-ost-v2"),
        ("a\u030ater.txt", "ater"),
        ("dir.-201943.md", "dir-201943"),
        ("文件.txt", "dokument"),
    ],
)
def test_an_id_is_the_path_in_plain_letters(path: str, expected: str) -> None:
    assert document_id(path) == expected


@st.composite
def read_files(draw: st.DrawFn) -> ReadFile:
    page = draw(st.none() | st.just(1))
    blocks = []
    for kind, text in draw(st.lists(st.tuples(KINDS, st.text(max_size=20)), max_size=12)):
        breaks: tuple[int, ...] = ()
        if page is not None:
            page += draw(st.integers(0, 2))
            breaks = tuple(sorted(draw(st.sets(st.integers(1, len(text)), max_size=2)))) if text.strip() else ()
        level = draw(st.integers(1, 6)) if kind is BlockKind.HEADING else 0
        blocks.append(Block(kind, text, level, page, breaks))
        page = page + len(breaks) if page is not None else None
    return ReadFile(tuple(blocks), draw(st.dictionaries(st.sampled_from(["title", "decided_on"]), st.text())))


@given(read_files())
def test_no_offset_is_ever_lost(read: ReadFile) -> None:
    document = to_document(read, id="fil", path="fil.txt", file_sha256="")
    headings = [block.text for block in read.blocks if block.kind is BlockKind.HEADING]
    at = 0
    for section in document.sections:
        assert at <= section.start < section.end <= len(document.text)
        assert set(section.heading_path) <= set(headings)
        at = section.end
    assert list(document.page_starts) == sorted(document.page_starts)
    assert all(0 <= start <= len(document.text) for start in document.page_starts)


@given(read_files())
def test_every_text_stands_in_one_section_and_no_heading_does(read: ReadFile) -> None:
    document = to_document(read, id="fil", path="fil.txt", file_sha256="")
    at = 0
    for block in read.blocks:
        if not block.text.strip():
            continue
        start = document.text.index(block.text, at)
        at = start + len(block.text)
        around = [section for section in document.sections if section.start <= start and at <= section.end]
        assert len(around) == (block.kind is not BlockKind.HEADING)
        assert block.page is None or document.page_at(start) is not None


@given(st.text(min_size=1).map(lambda name: name.replace("/", "")))
def test_an_id_has_only_the_allowed_characters(name: str) -> None:
    assert set(document_id(f"{name}.txt")) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert document_id(f"{name}.txt")
