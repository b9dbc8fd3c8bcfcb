import zipfile
from pathlib import Path

import pytest
from odfdo import Document, Element, Header, List, Paragraph, Style, Table

from index.readers.blocks import ReadFailure, ReadFile, UnreadableFileError
from index.readers.registry import read_file


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "fil.odt"


def new_document() -> Document:
    document = Document("text")
    document.body.clear()
    return document


def read_back(document: Document, path: Path) -> ReadFile:
    document.save(path)
    return read_file(path)


def shown(read: ReadFile) -> list[tuple[str, int, str]]:
    return [(block.kind.value, block.level, block.text) for block in read.blocks]


def test_headings_text_lists_and_tables_are_told_apart(path: Path) -> None:
    document = new_document()
    table = Table("Tabell", width=2, height=2)
    table.set_values([["Diarienummer", "RV 1"], ["År", 2024]])
    items = List(["makt"])
    items.append_item(Element.from_tag("<text:list-item><text:p>hälsa</text:p></text:list-item>"))
    text = Paragraph("Länet  ska\tvara\njämställt.")
    for element in (Header(1, "Strategi"), Header(2, "Mål"), text, items, table):
        document.body.append(element)
    assert shown(read_back(document, path)) == [
        ("heading", 1, "Strategi"),
        ("heading", 2, "Mål"),
        ("paragraph", 0, "Länet ska vara jämställt."),
        ("list_item", 0, "makt"),
        ("list_item", 0, "hälsa"),
        ("list_item", 0, "Diarienummer: RV 1"),
        ("list_item", 0, "År: 2024"),
    ]


def test_notes_and_comments_are_left_out(path: Path) -> None:
    document = new_document()
    document.body.append(
        Element.from_tag(
            "<text:p>Text<text:note><text:note-body><text:p>Not</text:p></text:note-body></text:note> "
            "med <text:span>not</text:span>"
            "<office:annotation><text:p>Ändra</text:p></office:annotation>.</text:p>"
        )
    )
    assert shown(read_back(document, path)) == [("paragraph", 0, "Text med not.")]


def test_a_bold_line_is_a_heading(path: Path) -> None:
    document = new_document()
    document.insert_style(Style("text", name="Fet", bold=True), automatic=True)
    document.body.append(Element.from_tag('<text:p><text:span text:style-name="Fet">Uppföljning</text:span></text:p>'))
    document.body.append(Paragraph("Den sker varje år."))
    assert shown(read_back(document, path)) == [
        ("heading", 6, "Uppföljning"),
        ("paragraph", 0, "Den sker varje år."),
    ]


def test_a_locked_document_is_encrypted(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("META-INF/manifest.xml", "<m:manifest><m:encryption-data/></m:manifest>")
        archive.writestr("content.xml", b"\x8f\x02\x00")
    with pytest.raises(UnreadableFileError) as error:
        read_file(path)
    assert error.value.failure is ReadFailure.ENCRYPTED


def test_a_document_that_unpacks_to_far_more_than_it_takes_is_refused(path: Path) -> None:
    document = new_document()
    for _ in range(20_000):
        document.body.append(Paragraph("Länet ska vara jämställt."))
    with pytest.raises(UnreadableFileError) as error:
        read_back(document, path)
    assert error.value.failure is ReadFailure.EXPANDS_TOO_MUCH


def test_an_archive_that_is_no_document_is_damaged(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("annat.txt", "text")
    with pytest.raises(UnreadableFileError) as error:
        read_file(path)
    assert error.value.failure is ReadFailure.DAMAGED
