"""Whether a PDF is one, and carries neither programs nor other files. It is searched, not opened."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from index.readers.hazards import Hazard, HazardousFileError

MOST_OBJECTS = 250_000

_MAGIC = b"%PDF-"
_MARKUP = re.compile(rb"<(?:!doctype|html|head|body|script|svg)\b", re.IGNORECASE)
_HEAD = 4096
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_ENCRYPTED = re.compile(rb"/Encrypt\b")
_RUNS = re.compile(rb"/(?:JavaScript|Launch|ImportData|SubmitForm)\b")
_EMBEDDED = re.compile(rb"/(?:EmbeddedFiles?|RichMedia)\b")
_OBJECT = re.compile(rb"\d\s+obj\b")
_PACKED_NUMBER = re.compile(rb"/N\s+(\d{1,9})")
_STREAM = re.compile(rb"\bstream\r?\n")
_DICTIONARY = 1024
"""How far before its stream the dictionary of packed objects begins, at most."""
_MOST_UNPACKED = 100 * 1024 * 1024


def inspect(path: Path) -> None:
    """Raises HazardousFileError."""
    data = path.read_bytes()
    if not data.startswith(_MAGIC):
        raise HazardousFileError(Hazard.WRONG_CONTENT)
    if _MARKUP.search(data[:_HEAD]) or zipfile.is_zipfile(path):
        raise HazardousFileError(Hazard.TWO_FORMATS)
    if sum(1 for _ in _OBJECT.finditer(data)) > MOST_OBJECTS:
        raise HazardousFileError(Hazard.TOO_MANY_OBJECTS)
    # Names may be written with escapes, and what a reader obeys may be packed.
    for part in (data, *_packed_objects(data)):
        _check(_ESCAPED.sub(lambda match: bytes.fromhex(match[1].decode()), part))


def _check(part: bytes) -> None:
    for pattern, hazard in (
        (_ENCRYPTED, Hazard.ENCRYPTED),
        (_RUNS, Hazard.RUNS),
        (_EMBEDDED, Hazard.EMBEDDED),
    ):
        if pattern.search(part):
            raise HazardousFileError(hazard)


def _packed_objects(data: bytes) -> Iterator[bytes]:
    objects, left = 0, _MOST_UNPACKED
    for stream in _STREAM.finditer(data):
        dictionary = data[max(stream.start() - _DICTIONARY, 0) : stream.start()]
        own = _ESCAPED.sub(lambda match: bytes.fromhex(match[1].decode()), dictionary.rpartition(b" obj")[2])
        if b"/ObjStm" not in own:
            continue
        objects += sum(int(number) for number in _PACKED_NUMBER.findall(own))
        unpacked = _unpacked(data, stream.end(), left)
        left -= len(unpacked)
        if objects > MOST_OBJECTS or left <= 0:
            raise HazardousFileError(Hazard.TOO_MANY_OBJECTS)
        yield unpacked


def _unpacked(data: bytes, start: int, most: int) -> bytes:
    end = data.find(b"endstream", start)
    packed = data[start : end if end >= 0 else len(data)]
    try:
        return zlib.decompressobj().decompress(packed, most)
    except zlib.error:
        # Not packed at all, or in a way that its reader may or may not understand.
        return packed
