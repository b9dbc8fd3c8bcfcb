"""Whole, harmless files of every format, and the tools that make hostile ones of them."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

import docx
from odfdo import Document, Paragraph
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

TEXT = "Beslutet gäller från den 1 mars 2024. Alla organisationer kan ansluta sig."
WORDS = TEXT.encode()
PAGE = (
    f"<!doctype html><html lang=sv><title>Beslutet</title><main><h1>Beslutet</h1><p>{TEXT}</p></main></html>".encode()
)
EXE = b"MZ\x90\x00" + bytes(200)
PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sIIBBBBB", 13, b"IHDR", 100_000, 100_000, 8, 2, 0, 0, 0) + bytes(50)
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
SYMLINK = 0o120777 << 16


def pdf(password: str = "", owner: str = "", *, extra: bytes = b"") -> bytes:
    """A PDF with one line of text; `extra` are objects added before its cross references."""
    made = io.BytesIO()
    encryption = StandardEncryption(password, owner or "ägare", canPrint=0) if password or owner else None
    canvas = Canvas(made, encrypt=encryption, pageCompression=0)
    canvas.drawString(72, 700, TEXT.replace("ä", "a").replace("å", "a"))
    canvas.save()
    data = made.getvalue()
    at = data.rindex(b"xref\n", 0, data.rindex(b"startxref"))
    return data[:at] + extra + data[at:]


def blank_pdf() -> bytes:
    """A PDF with a page on which nothing is written."""
    made = io.BytesIO()
    canvas = Canvas(made)
    canvas.rect(10, 10, 100, 100)
    canvas.save()
    return made.getvalue()


def many_objects() -> bytes:
    """A PDF of a million objects."""
    return pdf(extra=b"".join(b"%d 0 obj\n<<>>\nendobj\n" % number for number in range(100, 1_000_100)))


def packed_object(content: bytes) -> bytes:
    """An object stream of a PDF, which holds one object."""
    data = zlib.compress(b"90 0 " + content)
    head = b"80 0 obj\n<</Type /ObjStm /N 1 /First 5 /Filter /FlateDecode /Length %d>>\nstream\n" % len(data)
    return head + data + b"\nendstream\nendobj\n"


def word(parts: Mapping[str, bytes] | None = None, **changed: bytes) -> bytes:
    """A .docx with added parts; `document`, `types` and `rels` replace bytes, as b"before|after"."""
    made = io.BytesIO()
    document = docx.Document()
    document.add_heading("Beslutet", 1)
    document.add_paragraph(TEXT)
    document.save(made)
    places = {"document": "word/document.xml", "types": "[Content_Types].xml", "rels": "word/_rels/document.xml.rels"}
    return _repacked(made.getvalue(), parts or {}, {places[name]: change for name, change in changed.items()})


def odt(parts: Mapping[str, bytes] | None = None, **changed: bytes) -> bytes:
    """An .odt with added parts; `content` and `manifest` replace bytes, as b"before|after"."""
    made = io.BytesIO()
    document = Document("text")
    document.body.clear()
    document.body.append(Paragraph(TEXT))
    document.save(made)
    places = {"content": "content.xml", "manifest": "META-INF/manifest.xml", "mimetype": "mimetype"}
    return _repacked(made.getvalue(), parts or {}, {places[name]: change for name, change in changed.items()})


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A zip archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()


def with_entry(data: bytes, name: str, content: bytes, **attributes: Any) -> bytes:
    """An archive with one more entry, whose ZipInfo has the attributes."""
    made = io.BytesIO(data)
    entry = zipfile.ZipInfo(name)
    for attribute, value in attributes.items():
        setattr(entry, attribute, value)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(entry, content)
    return made.getvalue()


def overlapping(data: bytes) -> bytes:
    """An archive in whose directory a large part stands ten times, under other names, all over the same bytes."""
    data = with_entry(data, "word/media/a0.bmp", bytes(8_000_000), compress_type=zipfile.ZIP_DEFLATED)
    end = data.rindex(b"PK\x05\x06")
    start = data.rindex(b"PK\x01\x02")
    entry = data[start:end]
    copies = b"".join(entry.replace(b"a0.bmp", b"a%d.bmp" % number) for number in range(10))
    count, size, offset = struct.unpack_from("<HII", data, end + 10)
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count + 9, count + 9, size + 9 * len(entry), offset, 0)
    return data[:start] + copies + tail


def flagged_as_locked(data: bytes) -> bytes:
    """An archive whose entries all say that they are encrypted."""
    changed = bytearray(data)
    for magic, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        found = data.find(magic)
        while found >= 0:
            changed[found + at] |= 1
            found = data.find(magic, found + 4)
    return bytes(changed)


def deep(tag: str, depth: int = 20_000) -> bytes:
    """XML elements in one another."""
    return f"<{tag}>".encode() * depth + f"</{tag}>".encode() * depth


def _repacked(data: bytes, parts: Mapping[str, bytes], changed: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.infolist():
            content = before.read(entry)
            if entry.filename in changed:
                old, _, new = changed[entry.filename].partition(b"|")
                assert old in content, (entry.filename, content[:3000])
                content = content.replace(old, new, 1)
            after.writestr(entry.filename, content)
        for name, content in parts.items():
            after.writestr(name, content)
    return made.getvalue()
