"""Files of every format from real texts, and damaged ones made from them, the same for the same seed."""

import io
import random
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import docx
from markdown_it import MarkdownIt
from odfdo import Document, Header, Paragraph
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

_FOLDER = Path(__file__).parents[3] / "documents"
_TEXTS = ("ansluta-sig.md", "valdsstrategin.md", "ord-forklarade.md")
_TELLING = (
    *(b"\x00", b"\xff\xfe", b"%PDF", b"PK\x03\x04", b"<", b"&#x0;", b"]]>", b"endobj", b"/Length 99999999", b"---\n"),
    *(b"> ", b"- ", b"[", b"```\n", b"|a|b|\n|-|-|\n", b"<!--", b"<div>", b"<table><tr><td>", b"<ul><li>", b"</"),
    *(b"<w:p><w:r>", b"<text:list><text:list-item>", b"(a) Tj ", b"q ", b"1e9 0 0 1e9 0 0 Tm ", b"/Kids [1 0 R]"),
    *("\u0301".encode(), "\u202e".encode(), b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\r", b"\x0c", b"-\n", b". . "),
)
_TIMES = (1, 1, 1, 50, 2000)


def seeds(suffix: str, texts: Sequence[str] = ()) -> list[bytes]:
    """Whole files of a format, with the texts of documents/ and those that are given."""
    own = [(_FOLDER / name).read_text(encoding="utf-8") for name in _TEXTS]
    make = {".pdf": _pdf, ".docx": _docx, ".odt": _odt, ".html": _html}.get(suffix, str.encode)
    return [make(text) for text in (*own, *texts)]


def damaged(suffix: str, number: int, seed: int, texts: Sequence[str] = ()) -> Iterator[bytes]:
    """That many damaged files. Every second of a packed format is damaged in one of its parts, and packed again."""
    chance = random.Random(seed)
    whole = seeds(suffix, texts)
    for count in range(number):
        data = chance.choice(whole)
        if suffix in {".docx", ".odt"} and count % 2:
            yield _repacked(data, chance)
        else:
            yield _spoilt(data, chance)


def _spoilt(data: bytes, chance: random.Random) -> bytes:
    spoilt = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 3, 12))):
        at = chance.randrange(len(spoilt) + 1)
        match chance.randrange(5):
            case 0:
                spoilt[at:at] = chance.choice(_TELLING) * chance.choice(_TIMES)
            case 1:
                del spoilt[at : at + chance.randint(1, 400)]
            case 2:
                spoilt[at : at + 8] = chance.randbytes(8)
            case 3:
                start = chance.randrange(len(spoilt) + 1)
                spoilt[at:at] = spoilt[start : start + 2000]
            case _ if chance.random() < 0.2:
                del spoilt[max(at, 1) :]
            case _:
                spoilt[at : at + 1] = chance.randbytes(1)
    return bytes(spoilt)


def _repacked(data: bytes, chance: random.Random) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        names = source.namelist()
        hit = chance.choice([name for name in names if name.endswith(".xml")])
        for name in names:
            content = source.read(name)
            packed.writestr(name, _spoilt(content, chance) if name == hit else content)
    return target.getvalue()


def _html(text: str) -> bytes:
    return f"<!doctype html><title>Text</title><main>{MarkdownIt().render(text)}</main>".encode()


def _docx(text: str) -> bytes:
    document, target = docx.Document(), io.BytesIO()
    for line in filter(None, text.splitlines()):
        if line.startswith("#"):
            document.add_heading(line.lstrip("# "), line.count("#"))
        else:
            document.add_paragraph(line)
    document.save(target)
    return target.getvalue()


def _odt(text: str) -> bytes:
    document, target = Document("text"), io.BytesIO()
    for line in filter(None, text.splitlines()):
        document.body.append(Header(1, line.lstrip("# ")) if line.startswith("#") else Paragraph(line))
    document.save(target)
    return target.getvalue()


def _pdf(text: str) -> bytes:
    target = io.BytesIO()
    # Not packed, so that what is damaged is what a page is drawn with.
    canvas = Canvas(target, pagesize=A4, pageCompression=0)
    for start in range(0, len(lines := text.splitlines()), 50):
        for row, line in enumerate(lines[start : start + 50]):
            canvas.drawString(60, 800 - 15 * row, line[:100])
        canvas.showPage()
    canvas.save()
    return target.getvalue()
