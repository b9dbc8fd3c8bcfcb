import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from index.readers.blocks import Block, BlockKind, ReadFailure, ReadFile, UnreadableFileError
from index.readers.registry import read_file

# One line of a page: text, and where it differs from body text: font, size, space above, left edge.
Lines = Sequence[str | tuple[str, str, float, float, float]]

BODY = ("Helvetica", 11.0, 14.0, 70.0)
FILLER = "Region Västmanland arbetar för att kvinnor och män ska ha samma makt att forma"


def heading(text: str) -> tuple[str, str, float, float, float]:
    return (text, "Helvetica-Bold", 16.0, 30.0, 70.0)


def bold(text: str) -> tuple[str, str, float, float, float]:
    return (text, "Helvetica-Bold", 11.0, 22.0, 70.0)


def paragraph(text: str) -> tuple[str, str, float, float, float]:
    return (text, "Helvetica", 11.0, 22.0, 70.0)


def note(text: str) -> tuple[str, str, float, float, float]:
    return (text, "Helvetica", 8.0, 40.0, 70.0)


def write_pdf(path: Path, pages: Sequence[Lines], *, running: bool = False) -> None:
    canvas = Canvas(str(path), pagesize=A4)
    for number, lines in enumerate(pages, start=1):
        if running:
            canvas.setFont("Helvetica", 9)
            canvas.drawString(70, 810, "Region Västmanland – Jämställdhetsstrategi")
            canvas.drawString(500, 30, f"{number} ({len(pages)})")
        y = 760.0
        for line in lines:
            text, font, size, above, left = (line, *BODY) if isinstance(line, str) else line
            y -= above
            canvas.setFont(font, size)
            canvas.drawString(left, y, text)
        canvas.showPage()
    canvas.save()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "fil.pdf"


def read_pages(path: Path, *pages: Lines, running: bool = False) -> ReadFile:
    write_pdf(path, pages, running=running)
    return read_file(path)


def shown(read: ReadFile) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in read.blocks]


def test_larger_type_is_a_heading_and_lines_become_paragraphs(path: Path) -> None:
    read = read_pages(
        path,
        [
            ("Jämställdhetsstrategi 2024", "Helvetica-Bold", 22.0, 20.0, 70.0),
            heading("Bakgrund"),
            FILLER,
            "samhället och sina egna liv.",
            paragraph("Arbetet fortsätter i dialog med länets alla aktörer."),
            bold("Uppföljning"),
            "Uppföljning sker varje år i dialog med Länsstyrelsen.",
        ],
    )
    assert read.blocks == (
        Block(BlockKind.HEADING, "Jämställdhetsstrategi 2024", 1, 1),
        Block(BlockKind.HEADING, "Bakgrund", 2, 1),
        Block(BlockKind.PARAGRAPH, f"{FILLER} samhället och sina egna liv.", page=1),
        Block(BlockKind.PARAGRAPH, "Arbetet fortsätter i dialog med länets alla aktörer.", page=1),
        Block(BlockKind.HEADING, "Uppföljning", 4, 1),
        Block(BlockKind.PARAGRAPH, "Uppföljning sker varje år i dialog med Länsstyrelsen.", page=1),
    )
    assert read.metadata == {"title": "Jämställdhetsstrategi 2024"}


def test_running_lines_are_removed_also_inside_a_sentence_that_crosses_a_page(path: Path) -> None:
    lines = [f"{FILLER} {word}" for word in ("först", "sedan", "ännu", "mer", "till", "slut", "samhället.")]
    read = read_pages(path, lines[:2], lines[2:4], lines[4:], running=True)
    (block,) = read.blocks
    assert block.text == " ".join(lines)
    assert block.page == 1
    assert [block.text[at:] for at in block.page_breaks] == [" ".join(lines[2:]), " ".join(lines[4:])]


def test_a_word_hyphenated_at_a_line_end_is_joined(path: Path) -> None:
    read = read_pages(
        path,
        [
            "Målet är ett jämställt län där arbetet med jämställd-",
            "het och text- och bildarbete samt hälso-",
            "och sjukvård nås av alla med stöd från EU-",
            "medel.",
        ],
    )
    assert shown(read) == [
        (
            "paragraph",
            "Målet är ett jämställt län där arbetet med jämställdhet och text- och bildarbete samt "
            "hälso- och sjukvård nås av alla med stöd från EU-medel.",
        )
    ]


def test_a_word_hyphenated_at_a_page_end_is_joined(path: Path) -> None:
    read = read_pages(path, [FILLER, "samhället genom jämställd-"], ["het i alla delar av länet."])
    (block,) = read.blocks
    assert block.text.endswith("genom jämställdhet i alla delar av länet.")
    assert block.text[block.page_breaks[0] :] == "het i alla delar av länet."


def test_a_page_that_ends_with_a_full_stop_ends_its_paragraph(path: Path) -> None:
    read = read_pages(path, [FILLER, "samhället."], ["Nästa sida börjar om."])
    assert [(block.page, block.page_breaks) for block in read.blocks] == [(1, ()), (2, ())]


def test_a_running_line_with_the_name_of_a_chapter_is_known_by_its_page_number(path: Path) -> None:
    canvas = Canvas(str(path), pagesize=A4)
    for number, chapter in enumerate(["Bakgrund", "Makten", "Hälsan"], start=5):
        canvas.setFont("Helvetica", 11)
        canvas.drawString(70, 800, chapter)
        canvas.drawString(500, 800, str(number))
        canvas.drawString(70, 600, f"Det här är text om {chapter.lower()} i länet.")
        canvas.showPage()
    canvas.save()
    assert [block.text[:12] for block in read_file(path).blocks] == ["Det här är t"] * 3


def test_a_paragraph_is_not_broken_by_the_footnote_between_its_pages(path: Path) -> None:
    read = read_pages(path, [FILLER, FILLER, note("1 Se länets strategi.")], [f"samhället. {FILLER}"])
    assert [block.text[:22] for block in read.blocks] == ["1 Se länets strategi.", FILLER[:22]]
    assert [block.page for block in read.blocks] == [1, 1]


def test_bullets_are_list_items_with_their_second_lines(path: Path) -> None:
    read = read_pages(
        path,
        [
            "Målen är att:",
            ("• kvinnor och män ska ha samma makt att forma samhället, och det ska gälla i", *BODY[:3], 85.0),
            ("hela länet", *BODY[:3], 95.0),
            ("• makten fördelas jämnt", *BODY[:3], 85.0),
        ],
    )
    assert [text for kind, text in shown(read) if kind == "list_item"] == [
        "kvinnor och män ska ha samma makt att forma samhället, och det ska gälla i hela länet",
        "makten fördelas jämnt",
    ]


def test_cells_set_wide_apart_are_a_row(path: Path) -> None:
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Helvetica", 11)
    for y, cells in ((700, ("Jämställd hälsa", "Region")), (680, ("Jämn makt", "Kommun"))):
        canvas.drawString(70, y, cells[0])
        canvas.drawString(300, y, cells[1])
    canvas.save()
    assert shown(read_file(path)) == [
        ("list_item", "Jämställd hälsa: Region"),
        ("list_item", "Jämn makt: Kommun"),
    ]


def test_two_columns_are_read_one_after_the_other(path: Path) -> None:
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setFont("Helvetica", 11)
    left = ["Den vänstra spalten handlar om", "makten i länet."]
    right = ["Den högra spalten handlar om", "hälsan i länet."]
    for x, column in ((70, left), (320, right)):
        for row, line in enumerate(column):
            canvas.drawString(x, 700 - 14 * row, line)
    canvas.save()
    text = " ".join(block.text for block in read_file(path).blocks)
    assert text.index("makten") < text.index("högra") < text.index("hälsan")


def test_a_locked_pdf_is_encrypted(path: Path) -> None:
    canvas = Canvas(str(path), encrypt=StandardEncryption("hemligt", canPrint=0))
    canvas.drawString(70, 700, "Hemlig text")
    canvas.save()
    with pytest.raises(UnreadableFileError) as error:
        read_file(path)
    assert error.value.failure is ReadFailure.ENCRYPTED


def test_a_pdf_that_may_be_read_but_not_changed_is_read(path: Path) -> None:
    canvas = Canvas(str(path), encrypt=StandardEncryption("", "ägare", canModify=0))
    canvas.drawString(70, 700, "Öppen text.")
    canvas.save()
    assert shown(read_file(path)) == [("paragraph", "Öppen text.")]


def test_a_scanned_pdf_has_no_text_layer(path: Path) -> None:
    image = io.BytesIO()
    Image.new("L", (50, 50), 128).save(image, "PNG")
    canvas = Canvas(str(path), pagesize=A4)
    canvas.drawImage(ImageReader(image), 0, 0, *A4)
    canvas.drawString(300, 20, "1")
    canvas.save()
    with pytest.raises(UnreadableFileError) as error:
        read_file(path)
    assert error.value.failure is ReadFailure.NO_TEXT_LAYER


def test_an_empty_page_is_empty(path: Path) -> None:
    with pytest.raises(UnreadableFileError) as error:
        read_pages(path, [])
    assert error.value.failure is ReadFailure.EMPTY


@pytest.mark.parametrize("data", [b"%PDF-1.7\nskrot", b"inte en pdf"])
def test_a_broken_pdf_is_damaged(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    with pytest.raises(UnreadableFileError) as error:
        read_file(path)
    assert error.value.failure is ReadFailure.DAMAGED
