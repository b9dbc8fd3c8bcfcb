"""A place with something published, for what is done to all of it from outside."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.encoder import Encoder
from tests.workplace import Workplace, workplace_in


@pytest.fixture
def workplace(tmp_path: Path, encoders_dir: Path, default_encoder: Encoder) -> Iterator[Workplace]:
    (tmp_path / "first").mkdir()
    with workplace_in(tmp_path / "first", encoders_dir, default_encoder) as place:
        place.published()
        yield place
