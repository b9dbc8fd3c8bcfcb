"""Fixtures of the reader tests: what turns a text into a file and the file into blocks."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from index.readers.blocks import Block
from index.readers.registry import read_file

ReadText = Callable[..., tuple[Block, ...]]


@pytest.fixture
def read_text(tmp_path: Path) -> ReadText:
    """Writes a text to a file of the given name, and reads it."""

    def read(text: str, name: str = "fil.txt", encoding: str = "utf-8") -> tuple[Block, ...]:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return read_file(path).blocks

    return read


@pytest.fixture(scope="session")
def corpus() -> Path:
    root = Path(__file__).resolve().parents[3]
    folder = (root / os.environ.get("BOT_SHARED_DIR", "../shared")).resolve() / "corpus"
    if not folder.is_dir():
        pytest.skip("the shared corpus is not here")
    return folder
