"""Damaged files of every format, read in the reader process."""

from pathlib import Path

import pytest

from index.readers.blocks import UnreadableFileError
from index.readers.process import ReaderLimits, ReaderProcess
from tests.index.exactness import assert_exact
from tests.index.readers.mutation import damaged

_FILES = 300
_LIMITS = ReaderLimits(cpu_seconds=10, wall_seconds=20)


@pytest.mark.timeout(900)
@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".pdf", ".docx", ".odt"])
def test_a_damaged_file_is_read_or_refused_within_its_limits(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"fil{suffix}"
    read = refused = 0
    with ReaderProcess(_LIMITS) as reader:
        for data in damaged(suffix, _FILES, seed=1):
            path.write_bytes(data)
            try:
                assert_exact(reader.read(path))
                read += 1
            except UnreadableFileError as error:
                refused += bool(error.failure.value)
    assert read + refused == _FILES
    assert read > 0
