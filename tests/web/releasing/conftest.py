"""A place of its own to release in, for every test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.encoder import Encoder
from tests.workplace import Workplace, workplace_in


@pytest.fixture
def workplace(tmp_path: Path, encoders_dir: Path, default_encoder: Encoder) -> Iterator[Workplace]:
    with workplace_in(tmp_path, encoders_dir, default_encoder) as place:
        yield place
