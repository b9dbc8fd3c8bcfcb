"""The service with records, over a published decision, and people who are logged in to it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index.encoder import Encoder
from tests.web.admin.desk import Desk, made
from web.records.roles import Role
from web.settings import Settings


@pytest.fixture
def desk(tmp_path: Path, published_var: Path, default_encoder: Encoder) -> Iterator[Desk]:
    """A service of this test's own."""
    with made(Settings(var_dir=tmp_path / "var", rate_limits=False), published_var, default_encoder) as desk:
        yield desk


@pytest.fixture
def administrator(desk: Desk) -> FlaskClient:
    """A browser in which an administrator is logged in."""
    return desk.logged_in(Role.ADMINISTRATOR)


@pytest.fixture
def editor(desk: Desk) -> FlaskClient:
    """A browser in which an editor is logged in."""
    return desk.logged_in(Role.EDITOR)
