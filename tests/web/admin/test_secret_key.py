"""The key that signs the cookie."""

import base64
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from pydantic import SecretStr, ValidationError

from tests.web.admin.desk import cookie_of
from web.admin.secret_key import FILE, secret_key
from web.admin.settings import AdminSettings


def test_many_that_start_at_once_get_the_same_key(tmp_path: Path) -> None:
    settings = AdminSettings(var_dir=tmp_path / "var")
    with ThreadPoolExecutor(16) as pool:
        keys = set(pool.map(lambda _: secret_key(settings), range(64)))
    assert len(keys) == 1
    assert len(keys.pop()) >= 32


def test_the_file_is_for_its_owner_only_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    secret_key(AdminSettings(var_dir=tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == [FILE]
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600


def test_a_key_in_the_settings_is_used_and_no_file_is_made(tmp_path: Path) -> None:
    assert secret_key(AdminSettings(var_dir=tmp_path, secret_key=SecretStr("n" * 32))) == "n" * 32
    assert list(tmp_path.iterdir()) == []


def test_the_cookie_is_signed_with_sha_256(administrator: FlaskClient) -> None:
    signature = (cookie_of(administrator) or "").rpartition(".")[2]
    assert len(base64.urlsafe_b64decode(signature + "=")) == 32


def test_a_short_key_is_refused_without_being_repeated() -> None:
    with pytest.raises(ValidationError) as refused:
        AdminSettings(secret_key=SecretStr("hemlig"))
    assert "hemlig" not in str(refused.value)
