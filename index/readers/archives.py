"""Looks at a zipped office file before it is unpacked: is it locked, whole, and of a sane size."""

import zipfile
from pathlib import Path

from index.readers.blocks import ReadFailure, UnreadableFileError

MAX_ENTRIES = 10_000
MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_RATIO = 200
"""How many times larger than packed an entry may be, where it unpacks to over RATIO_COUNTS_FROM bytes."""
RATIO_COUNTS_FROM = 10 * 1024 * 1024

_OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_OLE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED_FLAG = 1


def check_archive(path: Path) -> None:
    """Raises UnreadableFileError when the file is locked, isn't a zip archive or expands too much.

    The sizes are those that the archive states; zipfile never unpacks an entry beyond its stated size.
    """
    _check_container(path)
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile as error:
        raise UnreadableFileError(ReadFailure.DAMAGED) from error
    if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries):
        raise UnreadableFileError(ReadFailure.ENCRYPTED)
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or total > MAX_UNPACKED_BYTES or any(map(_expands_too_much, entries)):
        raise UnreadableFileError(ReadFailure.EXPANDS_TOO_MUCH)


def _check_container(path: Path) -> None:
    with path.open("rb") as file:
        if file.read(len(_OLE_MAGIC)) != _OLE_MAGIC:
            return
        # Word puts a locked .docx in the container of the old .doc format.
        is_locked = _OLE_ENCRYPTED in file.read()
    raise UnreadableFileError(ReadFailure.ENCRYPTED if is_locked else ReadFailure.DAMAGED)


def _expands_too_much(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > RATIO_COUNTS_FROM and entry.file_size > MAX_RATIO * entry.compress_size
