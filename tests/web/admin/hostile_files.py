"""Hostile files, each with the reason for which it is refused."""

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from index.readers.blocks import ReadFailure
from index.readers.hazards import Hazard
from tests.web.admin.hostile_parts import (
    EXE,
    OLE,
    PAGE,
    PNG,
    SYMLINK,
    TEXT,
    WORDS,
    blank_pdf,
    deep,
    flagged_as_locked,
    many_objects,
    odt,
    overlapping,
    packed,
    packed_object,
    pdf,
    with_entry,
    word,
)

_UNSUPPORTED = "Formatet stöds inte"
_LAUGHS = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
_EXTERNAL = b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
_SCRIPT = b"/S /JavaScript /JS (app.alert\\(1\\))"
_TEMPLATE = (
    b'<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    b'attachedTemplate" Target="https://example.org/m.dotm" TargetMode="External"/></Relationships>'
)


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file under the name that it is sent with; `reason` is a part of what is answered."""

    what: str
    name: str
    make: Callable[[], bytes]
    reason: str

    def __str__(self) -> str:
        return self.what


def hostile_files() -> Iterator[Hostile]:
    """All of them."""
    yield from _names()
    yield from _texts()
    yield from _pdfs()
    yield from _archives()
    yield from _office()


def _names() -> Iterator[Hostile]:
    yield Hostile("a program", "beslut.exe", lambda: EXE, _UNSUPPORTED)
    yield Hostile("a double extension", "beslut.pdf.exe", lambda: EXE, _UNSUPPORTED)
    yield Hostile("an extension written backwards", "beslut\u202efdp.exe", lambda: EXE, _UNSUPPORTED)
    yield Hostile("no extension", "beslut", lambda: WORDS, _UNSUPPORTED)
    yield Hostile("nothing but an extension", ".txt", lambda: WORDS, _UNSUPPORTED)
    yield Hostile("a macro document by name", "beslut.docm", word, _UNSUPPORTED)
    yield Hostile("a name with NUL before the extension", "beslut.txt\0.exe", lambda: EXE, _UNSUPPORTED)


def _texts() -> Iterator[Hostile]:
    yield Hostile("empty", "tom.txt", bytes, "Filen är tom")
    yield Hostile("white space", "tom.md", lambda: b" \n\t\n" * 100, ReadFailure.EMPTY)
    yield Hostile("NUL bytes in a text", "nollor.txt", lambda: WORDS + bytes(1) + WORDS * 50, Hazard.NOT_TEXT)
    yield Hostile("noise as Markdown", "brus.md", lambda: bytes(range(256)) * 50, ReadFailure.DAMAGED)
    yield Hostile("a program as text", "program.txt", lambda: EXE, Hazard.WRONG_CONTENT)
    yield Hostile("a picture as text", "bild.txt", lambda: PNG, Hazard.WRONG_CONTENT)
    yield Hostile("a compressed text", "text.txt", lambda: b"\x1f\x8b" + zlib.compress(WORDS), Hazard.WRONG_CONTENT)
    yield Hostile("a page as text", "sida.txt", lambda: PAGE, Hazard.WRONG_CONTENT)
    yield Hostile("a script as Markdown", "sida.md", lambda: b"<script>alert(1)</script>" + WORDS, Hazard.WRONG_CONTENT)
    yield Hostile("a PDF as a page", "sida.html", pdf, Hazard.WRONG_CONTENT)
    yield Hostile("a drawing with a script as a page", "b.html", lambda: b"<svg onload=alert(1)>", Hazard.WRONG_CONTENT)
    yield Hostile("a page of nothing but a script", "s.html", lambda: b"<html><script>1</script>", ReadFailure.EMPTY)


def _pdfs() -> Iterator[Hostile]:
    yield Hostile("a program as PDF", "beslut.pdf", lambda: EXE, Hazard.WRONG_CONTENT)
    yield Hostile("a Word document as PDF", "beslut.pdf", word, Hazard.WRONG_CONTENT)
    yield Hostile("a PDF that is a zip archive too", "b.pdf", lambda: pdf() + packed({"a": b"1"}), Hazard.TWO_FORMATS)
    yield Hostile(
        "a PDF that is a page too", "b.pdf", lambda: b"%PDF-1.4\n<html><script>1</script>", Hazard.TWO_FORMATS
    )
    yield Hostile("a PDF of nothing but its first line", "b.pdf", lambda: b"%PDF-1.7\n", ReadFailure.DAMAGED)
    yield Hostile("half a PDF", "b.pdf", lambda: pdf()[:300], ReadFailure.DAMAGED)
    yield Hostile("a PDF without text", "b.pdf", blank_pdf, "text")
    yield Hostile("a PDF with a password", "b.pdf", lambda: pdf("hemligt"), Hazard.ENCRYPTED)
    yield Hostile("a PDF that may not be copied", "b.pdf", lambda: pdf(owner="hemligt"), Hazard.ENCRYPTED)
    yield Hostile("a PDF of a million objects", "b.pdf", many_objects, Hazard.TOO_MANY_OBJECTS)
    script = b"90 0 obj\n<<%s>>\nendobj\n"
    yield Hostile("a PDF with a script", "b.pdf", lambda: pdf(extra=script % _SCRIPT), Hazard.RUNS)
    escaped = _SCRIPT.replace(b"Java", b"J#61v#61")
    yield Hostile(
        "a PDF with a script under an escaped name", "b.pdf", lambda: pdf(extra=script % escaped), Hazard.RUNS
    )
    hidden = packed_object(b"<<%s>>" % _SCRIPT)
    yield Hostile("a PDF with a packed script", "b.pdf", lambda: pdf(extra=hidden), Hazard.RUNS)
    launch = script % b"/S /Launch /F (cmd.exe)"
    yield Hostile("a PDF that starts a program", "b.pdf", lambda: pdf(extra=launch), Hazard.RUNS)
    attached = script % b"/Type /EmbeddedFile /F (virus.exe)"
    yield Hostile("a PDF with a file inside", "b.pdf", lambda: pdf(extra=attached), Hazard.EMBEDDED)


def _archives() -> Iterator[Hostile]:
    unsafe = Hazard.UNSAFE_NAMES
    yield Hostile("a bomb as .docx", "b.docx", lambda: word({"word/media/a.bmp": bytes(250_000_000)}), "packas upp")
    yield Hostile("a bomb as .odt", "b.odt", lambda: odt({"Pictures/a.bmp": bytes(30_000_000)}), "packas upp")
    inner = packed({"a": bytes(10_000_000)})
    yield Hostile("a bomb in an archive inside", "b.docx", lambda: word({"word/media/a.png": inner}), Hazard.EMBEDDED)
    yield Hostile("a bomb over the same bytes", "b.docx", lambda: overlapping(word()), Hazard.OVERLAPPING)
    many = {f"word/media/{number}": b"" for number in range(10_001)}
    yield Hostile("ten thousand parts", "b.docx", lambda: word(many), "packas upp")
    yield Hostile("a part above the folder", "b.docx", lambda: word({"../../../tmp/x": b"1"}), unsafe)
    yield Hostile("a part at the root", "b.docx", lambda: word({"/etc/cron.d/x": b"1"}), unsafe)
    yield Hostile("a part above the folder, Windows", "b.odt", lambda: odt({"..\\..\\x": b"1"}), unsafe)
    yield Hostile("a part on a drive", "b.docx", lambda: word({"C:\\Windows\\x": b"1"}), unsafe)
    yield Hostile("a line break in a name", "b.docx", lambda: word({"word/a\nb": b"1"}), unsafe)
    link = {"external_attr": SYMLINK, "create_system": 3}
    yield Hostile("a link", "b.docx", lambda: with_entry(word(), "word/a", b"/etc/passwd", **link), unsafe)
    yield Hostile("an archive after a page", "b.docx", lambda: PAGE + word(), Hazard.TWO_FORMATS)
    yield Hostile("an archive before a page", "b.docx", lambda: word() + PAGE, Hazard.TWO_FORMATS)
    yield Hostile("a locked archive", "b.docx", lambda: flagged_as_locked(word()), ReadFailure.ENCRYPTED)
    yield Hostile("half an archive", "b.docx", lambda: word()[:2000], ReadFailure.DAMAGED)


def _office() -> Iterator[Hostile]:
    types = b"document.main+xml"
    yield Hostile("a PDF as .docx", "b.docx", pdf, ReadFailure.DAMAGED)
    yield Hostile("any archive as .docx", "b.docx", lambda: packed({"a.txt": WORDS}), Hazard.WRONG_CONTENT)
    yield Hostile("an .odt as .docx", "b.docx", odt, Hazard.WRONG_CONTENT)
    yield Hostile("a .docx as .odt", "b.odt", word, Hazard.WRONG_CONTENT)
    yield Hostile("an old .doc as .docx", "b.docx", lambda: OLE, ReadFailure.DAMAGED)
    locked = OLE + "EncryptedPackage".encode("utf-16-le")
    yield Hostile("a locked .docx", "b.docx", lambda: locked, ReadFailure.ENCRYPTED)
    entry = b"</manifest:manifest>|<manifest:encryption-data/></manifest:manifest>"
    yield Hostile("a locked .odt", "b.odt", lambda: odt(manifest=entry), Hazard.ENCRYPTED)
    yield Hostile("a macro", "b.docx", lambda: word({"word/vbaProject.bin": OLE}), Hazard.MACROS)
    enabled = types + b"|document.macroEnabled.main+xml"
    yield Hostile("a .docm as .docx", "b.docx", lambda: word(types=enabled), Hazard.MACROS)
    yield Hostile("a control", "b.docx", lambda: word({"word/activeX/activeX1.xml": b"<a/>"}), Hazard.MACROS)
    yield Hostile("a macro in Basic", "b.odt", lambda: odt({"Basic/Standard/A.xml": b"<a/>"}), Hazard.MACROS)
    yield Hostile("a macro in Python", "b.odt", lambda: odt({"Scripts/python/a.py": b"1"}), Hazard.MACROS)
    listener = b"<office:text|<script:event-listener/><office:text"
    yield Hostile("a macro on an event", "b.odt", lambda: odt(content=listener), Hazard.MACROS)
    yield Hostile("an object inside", "b.docx", lambda: word({"word/embeddings/oleObject1.bin": OLE}), Hazard.EMBEDDED)
    yield Hostile("an object inside an .odt", "b.odt", lambda: odt({"Object 1": OLE}), Hazard.EMBEDDED)
    yield Hostile("a program inside", "b.docx", lambda: word({"word/media/a.png": EXE}), Hazard.EMBEDDED)
    yield Hostile("a template elsewhere", "b.docx", lambda: word(rels=b"</Relationships>|" + _TEMPLATE), Hazard.FETCHES)
    laughs, external = b"<w:document|" + _LAUGHS + b"<w:document", b"<w:document|" + _EXTERNAL + b"<w:document"
    yield Hostile("a billion laughs", "b.docx", lambda: word(document=laughs), Hazard.DEFINITIONS)
    yield Hostile("an external entity", "b.docx", lambda: word(document=external), Hazard.DEFINITIONS)
    utf16 = _EXTERNAL.decode().encode("utf-16")
    yield Hostile("an external entity in UTF-16", "b.docx", lambda: word({"word/a.xml": utf16}), Hazard.DEFINITIONS)
    laughs_odt = b"<office:document-content|" + _LAUGHS + b"<office:document-content"
    yield Hostile("a billion laughs in an .odt", "b.odt", lambda: odt(content=laughs_odt), Hazard.DEFINITIONS)
    nested = b"<w:body>|<w:body>" + deep("w:sdt")
    yield Hostile("elements twenty thousand deep", "b.docx", lambda: word(document=nested), ReadFailure.DAMAGED)
    spans = TEXT.encode() + b"|" + deep("text:span")
    yield Hostile("elements as deep in an .odt", "b.odt", lambda: odt(content=spans), "packas upp")
