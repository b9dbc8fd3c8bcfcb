from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from index.readers.blocks import ReadFailure, ReadFile, UnreadableFileError
from index.readers.registry import read_file

ReadWord = Callable[[Document], ReadFile]


@pytest.fixture
def read_word(tmp_path: Path) -> ReadWord:
    def read(document: Document) -> ReadFile:
        path = tmp_path / "fil.docx"
        document.save(str(path))
        return read_file(path)

    return read


def shown(read: ReadFile) -> list[tuple[str, int, str]]:
    return [(block.kind.value, block.level, block.text) for block in read.blocks]


def add_xml(document: Document, xml: str) -> None:
    element = parse_xml(xml.replace(">", f" {nsdecls('w')}>", 1))
    document.element.body.insert(len(document.element.body) - 1, element)


def test_styles_tell_titles_headings_lists_and_text_apart(read_word: ReadWord) -> None:
    document = docx.Document()
    document.add_heading("Strategi", 0)
    document.add_heading("Bakgrund", 1)
    document.add_paragraph("Länet ska vara jämställt.")
    document.add_paragraph("makt", style="List Bullet")
    document.add_paragraph("hälsa", style="List Number")
    assert shown(read_word(document)) == [
        ("heading", 1, "Strategi"),
        ("heading", 1, "Bakgrund"),
        ("paragraph", 0, "Länet ska vara jämställt."),
        ("list_item", 0, "makt"),
        ("list_item", 0, "hälsa"),
    ]


def test_swedish_and_derived_heading_styles_are_headings(read_word: ReadWord) -> None:
    document = docx.Document()
    document.styles.add_style("Rubrik 2", WD_STYLE_TYPE.PARAGRAPH)
    own = document.styles.add_style("Avsnitt", WD_STYLE_TYPE.PARAGRAPH)
    own.base_style = document.styles["Heading 3"]
    document.add_paragraph("Mål", style="Rubrik 2")
    document.add_paragraph("Delmål", style="Avsnitt")
    document.add_paragraph("Text.")
    assert shown(read_word(document))[:2] == [("heading", 2, "Mål"), ("heading", 3, "Delmål")]


def test_a_bold_line_is_a_heading_and_a_bold_sentence_is_not(read_word: ReadWord) -> None:
    document = docx.Document()
    for text in ("Uppföljning", "Den sker varje år."):
        document.add_paragraph().add_run(text).bold = True
    assert shown(read_word(document)) == [
        ("heading", 6, "Uppföljning"),
        ("paragraph", 0, "Den sker varje år."),
    ]


def test_headers_and_footers_are_left_out(read_word: ReadWord) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Region Västmanland"
    document.sections[0].footer.paragraphs[0].text = "Sida 1"
    document.add_paragraph("Text.")
    assert shown(read_word(document)) == [("paragraph", 0, "Text.")]


def test_tables_become_rows_and_a_table_of_one_row_becomes_text(read_word: ReadWord) -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=3)
    for row, values in zip(table.rows, [("Mål", "Ansvarig", "År"), ("Hälsa", "Region", "2025")], strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            cell.paragraphs[0].add_run(value).bold = values[0] == "Mål"
    document.add_table(rows=1, cols=1).rows[0].cells[0].text = "Text i en ruta."
    assert shown(read_word(document)) == [
        ("list_item", 0, "Hälsa – Ansvarig: Region; År: 2025"),
        ("paragraph", 0, "Text i en ruta."),
    ]


def test_text_in_content_controls_and_insertions_is_read_and_deleted_or_hidden_text_is_not(
    read_word: ReadWord,
) -> None:
    document = docx.Document()
    add_xml(
        document,
        "<w:sdt><w:sdtContent><w:p><w:ins><w:r><w:t>Ny</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>Gammal</w:delText></w:r></w:del>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Dold</w:t></w:r>"
        '<w:r><w:tab/><w:t xml:space="preserve">text </w:t></w:r>'
        "<w:sdt><w:sdtContent><w:r><w:t>här.</w:t></w:r>"
        "</w:sdtContent></w:sdt></w:p></w:sdtContent></w:sdt>",
    )
    assert shown(read_word(document)) == [("paragraph", 0, "Ny text här.")]


def test_a_table_of_contents_is_left_out(read_word: ReadWord) -> None:
    document = docx.Document()
    add_xml(
        document,
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        "<w:sdtContent><w:p><w:r><w:t>Mål 3</w:t></w:r></w:p></w:sdtContent></w:sdt>",
    )
    document.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("Bakgrund 2", style="toc 1")
    document.add_paragraph("Text.")
    assert shown(read_word(document)) == [("paragraph", 0, "Text.")]


def test_the_title_of_the_file_counts_only_without_headings(read_word: ReadWord) -> None:
    document = docx.Document()
    document.core_properties.title = "Strategi för länet"
    document.add_paragraph("Text.")
    assert read_word(document).metadata == {"title": "Strategi för länet"}
    document.add_heading("Mål", 1)
    assert read_word(document).metadata == {}


@pytest.mark.parametrize(
    ("data", "failure"),
    [
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), ReadFailure.ENCRYPTED),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"WordDocument", ReadFailure.DAMAGED),
        (b"PK\x03\x04skrot", ReadFailure.DAMAGED),
        (b"", ReadFailure.EMPTY),
    ],
)
def test_what_is_no_open_word_document_is_refused(tmp_path: Path, data: bytes, failure: ReadFailure) -> None:
    path = tmp_path / "fil.docx"
    path.write_bytes(data)
    with pytest.raises(UnreadableFileError) as error:
        read_file(path)
    assert error.value.failure is failure


def test_a_document_without_text_is_empty(read_word: ReadWord) -> None:
    with pytest.raises(UnreadableFileError) as error:
        read_word(docx.Document())
    assert error.value.failure is ReadFailure.EMPTY
