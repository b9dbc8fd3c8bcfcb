"""From the bytes of a text file to its characters."""

import codecs
import re

from index.readers.blocks import ReadFailure, UnreadableFileError

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4096
_BINARY = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\x7f\ufffd]")


def decode(data: bytes, declared: str | None = None) -> str:
    """The characters of `data`, without a byte order mark.

    A byte order mark decides first, then the look of UTF-16, then valid UTF-8, then the encoding that the
    file itself declares, and last Windows-1252. Raises UnreadableFileError(DAMAGED) for what isn't text.
    """
    text = _decode(data, declared)
    if len(_BINARY.findall(text[: 64 * _SAMPLE])) * 50 > min(len(text), 64 * _SAMPLE):
        raise UnreadableFileError(ReadFailure.DAMAGED)
    return text


def _decode(data: bytes, declared: str | None) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if utf16 := _unmarked_utf16(data[:_SAMPLE]):
        return data.decode(utf16, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if _is_nearly_utf8(data):
        return data.decode("utf-8", "replace")
    return data.decode(_known(declared) or "cp1252", "replace")


def _unmarked_utf16(sample: bytes) -> str | None:
    # Swedish text in UTF-16 has a zero in every other byte, at the side that tells the byte order.
    pairs = len(sample) // 2
    if pairs == 0:
        return None
    if sample[1::2].count(0) > 0.7 * pairs and sample[0::2].count(0) < 0.1 * pairs:
        return "utf-16-le"
    if sample[0::2].count(0) > 0.7 * pairs and sample[1::2].count(0) < 0.1 * pairs:
        return "utf-16-be"
    return None


def _is_nearly_utf8(data: bytes) -> bool:
    """Whether the file is UTF-8 with a few bytes destroyed, such as one cut off in a character."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = sum(character > "\x7f" for character in text) - broken
    return whole > 10 * broken


def _known(declared: str | None) -> str | None:
    try:
        name = codecs.lookup(declared or "").name
    except LookupError:
        return None
    # Browsers, too, read these three as Windows-1252: the files mean its dashes and quotation marks.
    return None if name in {"utf-8", "ascii", "iso8859-1"} else name
