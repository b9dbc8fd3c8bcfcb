import zipfile
from pathlib import Path

import pytest

from index.readers.archives import MAX_ENTRIES, MAX_UNPACKED_BYTES, RATIO_COUNTS_FROM, check_archive
from index.readers.blocks import ReadFailure, UnreadableFileError
from index.readers.registry import read_file


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "fil.docx"


def pack(path: Path, entries: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)


def failure_of(path: Path) -> ReadFailure:
    with pytest.raises(UnreadableFileError) as error:
        check_archive(path)
    return error.value.failure


def test_an_entry_that_unpacks_to_far_more_than_it_takes_is_refused(path: Path) -> None:
    pack(path, {"word/document.xml": b" " * (RATIO_COUNTS_FROM + 1)})
    assert failure_of(path) is ReadFailure.EXPANDS_TOO_MUCH


def test_a_small_entry_may_be_packed_well(path: Path) -> None:
    pack(path, {"word/document.xml": b" " * (RATIO_COUNTS_FROM - 1)})
    check_archive(path)


def test_an_archive_that_unpacks_to_too_much_in_all_is_refused(path: Path) -> None:
    count = MAX_UNPACKED_BYTES // RATIO_COUNTS_FROM + 1
    pack(path, {f"{i}.xml": b" " * RATIO_COUNTS_FROM for i in range(count)})
    assert failure_of(path) is ReadFailure.EXPANDS_TOO_MUCH


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
def test_too_many_entries_are_refused_before_anything_is_parsed(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"fil{suffix}"
    pack(path, {str(i): b"" for i in range(MAX_ENTRIES + 1)})
    with pytest.raises(UnreadableFileError) as error:
        read_file(path)
    assert error.value.failure is ReadFailure.EXPANDS_TOO_MUCH


def test_an_archive_with_a_locked_entry_is_encrypted(path: Path) -> None:
    pack(path, {"word/document.xml": b"text"})
    data = bytearray(path.read_bytes())
    # The flag "encrypted", in the directory at the archive's end.
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert failure_of(path) is ReadFailure.ENCRYPTED
