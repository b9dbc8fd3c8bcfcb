"""Whether a .docx or .odt is one, is packed in an ordinary way, and carries neither programs nor other files."""

import re
import stat
import zipfile
from itertools import pairwise
from pathlib import Path, PureWindowsPath

from index.readers.archives import check_archive
from index.readers.hazards import Hazard, HazardousFileError

_ENTRY = b"PK\x03\x04"
_END = b"PK\x05\x06"
_END_SIZE = 22
_ENTRY_SIZE = 30
_OFFICE_XML = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.text"
_OTHER_FILES = (_ENTRY, bytes.fromhex("d0cf11e0a1b11ae1"), b"MZ", b"\x7fELF", b"7z\xbc\xaf", b"Rar!", b"%PDF-")
_MACROS = re.compile(r"(?:^|/)(?:vbaProject\.bin|vbaData\.xml|attachedToolbars\.bin|activeX\d*\.(?:bin|xml))$", re.I)
_ODF_MACROS = re.compile(r"^(?:Basic|Scripts)/.", re.I)
_EMBEDDED = re.compile(r"(?:^|/)(?:embeddings/.|oleObject\d*\.bin$|afchunk)|^Object[^/]*$|^ObjectReplacements/\.", re.I)
_FETCHED = re.compile(
    rb"<Relationship\b(?=[^>]*\bTargetMode\s*=\s*[\"']External)"
    rb"(?=[^>]*/(?:attachedTemplate|oleObject|frame|subDocument|aFChunk|package|control)[\"'])",
)
_DEFINITIONS = re.compile(rb"<!(?:DOCTYPE|ENTITY)\b")
_ENTITIES = re.compile(rb"<!ENTITY\b")
_ODF_MANIFEST = "META-INF/manifest.xml"
_LISTENER = re.compile(rb"<script:(?:event-listener|script)\b")


def inspect_docx(path: Path) -> None:
    """Raises HazardousFileError, or UnreadableFileError as `check_archive` does."""
    with _opened(path) as archive:
        names = set(archive.namelist())
        types = _text(archive, "[Content_Types].xml")
        if any(map(_MACROS.search, names)) or "macroEnabled" in types:
            raise HazardousFileError(Hazard.MACROS)
        if _OFFICE_XML not in types:
            raise HazardousFileError(Hazard.WRONG_CONTENT)
        _check_entries(archive)
        for name in names:
            if name.endswith(".rels") and _FETCHED.search(archive.read(name)):
                raise HazardousFileError(Hazard.FETCHES)


def inspect_odt(path: Path) -> None:
    """Raises HazardousFileError, or UnreadableFileError as `check_archive` does."""
    with _opened(path) as archive:
        names = set(archive.namelist())
        if _ODF_MANIFEST in names and b"encryption-data" in archive.read(_ODF_MANIFEST):
            raise HazardousFileError(Hazard.ENCRYPTED)
        if not {"mimetype", "content.xml"} <= names or archive.read("mimetype").strip() != _OPEN_DOCUMENT:
            raise HazardousFileError(Hazard.WRONG_CONTENT)
        if any(map(_ODF_MACROS.search, names)) or _LISTENER.search(archive.read("content.xml")):
            raise HazardousFileError(Hazard.MACROS)
        _check_entries(archive)


def _opened(path: Path) -> zipfile.ZipFile:
    with path.open("rb") as file:
        start = file.read(len(_ENTRY))
        file.seek(max(path.stat().st_size - _END_SIZE, 0))
        end = file.read(len(_END))
    # Reports a locked file, which is no archive.
    check_archive(path)
    if start != _ENTRY or end != _END:
        raise HazardousFileError(Hazard.TWO_FORMATS)
    archive = zipfile.ZipFile(path)
    try:
        _check_packing(archive.infolist())
    except BaseException:
        archive.close()
        raise
    return archive


def _check_packing(entries: list[zipfile.ZipInfo]) -> None:
    if any(_points_out(entry) for entry in entries):
        raise HazardousFileError(Hazard.UNSAFE_NAMES)
    if len({entry.filename for entry in entries}) < len(entries):
        raise HazardousFileError(Hazard.OVERLAPPING)
    for entry, following in pairwise(sorted(entries, key=lambda entry: entry.header_offset)):
        end = entry.header_offset + _ENTRY_SIZE + len(entry.orig_filename.encode()) + entry.compress_size
        if following.header_offset < end:
            raise HazardousFileError(Hazard.OVERLAPPING)


def _points_out(entry: zipfile.ZipInfo) -> bool:
    name = PureWindowsPath(entry.orig_filename)
    is_link = stat.S_ISLNK(entry.external_attr >> 16)
    return is_link or bool(name.anchor) or ".." in name.parts or not entry.orig_filename.isprintable()


def _check_entries(archive: zipfile.ZipFile) -> None:
    """Looks into every part; `check_archive` has bounded what they unpack to."""
    for entry in archive.infolist():
        if entry.is_dir():
            continue
        data = archive.read(entry)
        if _EMBEDDED.search(entry.filename) or data.startswith(_OTHER_FILES):
            raise HazardousFileError(Hazard.EMBEDDED)
        # Also XML in UTF-16.
        forbidden = _ENTITIES if entry.filename == _ODF_MANIFEST else _DEFINITIONS
        if entry.filename.endswith((".xml", ".rels", ".rdf")) and forbidden.search(data.replace(b"\0", b"")):
            raise HazardousFileError(Hazard.DEFINITIONS)


def _text(archive: zipfile.ZipFile, name: str) -> str:
    try:
        return archive.read(name).decode("utf-8", "replace")
    except KeyError as error:
        raise HazardousFileError(Hazard.WRONG_CONTENT) from error
