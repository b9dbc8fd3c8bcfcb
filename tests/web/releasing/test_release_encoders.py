"""A release opens its encoder once."""

from pathlib import Path

import pytest

from index.encoders import configured_hash
from index.errors import EncoderMissingError
from index.settings import IndexSettings
from web.releasing.encoders import ReleaseEncoders


@pytest.fixture
def settings(encoders_dir: Path, tmp_path: Path) -> IndexSettings:
    (tmp_path / "encoders").symlink_to(encoders_dir.resolve())
    return IndexSettings(var_dir=tmp_path)


def test_what_was_built_with_is_not_opened_again(settings: IndexSettings) -> None:
    encoders = ReleaseEncoders(settings)
    built_with = encoders.configured()
    assert encoders.configured() is built_with
    assert encoders.by_hash(configured_hash(settings)) is built_with


def test_another_is_looked_for_among_the_exported(settings: IndexSettings) -> None:
    with pytest.raises(EncoderMissingError):
        ReleaseEncoders(settings).by_hash("0" * 64)
