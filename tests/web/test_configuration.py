"""The configuration as it is shown, and that docs/configuration.md tells of every setting."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from index.configuration import explained, name_of
from web.__main__ import main
from web.configuration import MASK, as_lines, as_markdown, masked
from web.settings import Settings

PAGE = Path(__file__).parents[2] / "docs" / "configuration.md"
SECRETS = {
    "teams_tokens": "aGVtbGlndCBoZW1saWd0IGhlbWxpZ3Q=",
    "database_url": "postgresql://anna:hemligt@server/records",
    "redis_url": "redis://:hemligt@server:6379/0",
    "metrics_token": "hemligt-hemligt-hemligt",
    "secret_key": "hemligt-hemligt-hemligt-hemligt-hemligt",
}


def test_the_page_tells_of_every_setting_and_of_nothing_else() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert as_markdown(Settings()) in page, "Kör `python -m web config --markdown` och byt ut tabellen."
    assert re.findall(r"^\| `(BOT_\w+)`", page, re.MULTILINE) == [name_of(field) for field in Settings.model_fields]


def test_every_setting_says_what_it_means() -> None:
    silent = [field for field, info in Settings.model_fields.items() if not (info.description or "").endswith(".")]
    assert silent == []


def test_no_secret_is_shown(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for field, value in SECRETS.items():
        monkeypatch.setenv(name_of(field), value)
    for form in ([], ["--json"], ["--markdown"]):
        assert main(["config", *form]) == 0
        shown = capsys.readouterr()
        assert all(value not in shown.out + shown.err for value in SECRETS.values())
        assert "hemligt" not in shown.out + shown.err
    assert masked(Settings())["BOT_REDIS_URL"] == MASK


def test_the_json_holds_values_and_not_texts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["config", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["BOT_PORT"] == Settings().port
    assert isinstance(shown["BOT_KIND_WEIGHTS"], dict)
    assert set(shown) == {name_of(field) for field in Settings.model_fields}


def test_a_line_says_whether_the_value_is_the_default() -> None:
    lines = as_lines(Settings.model_validate({"port": 8123, "workers": 2})).splitlines()
    assert "BOT_PORT=8123" in lines
    assert "BOT_WORKERS=2  # standard" in lines


def test_what_is_shown_can_be_read_back(tmp_path: Path) -> None:
    file = tmp_path / "drift.env"
    file.write_text(as_lines(Settings.model_validate({"port": 8123, "log_format": "text"})), encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BOT_")}
    done = subprocess.run(
        [sys.executable, "-m", "web", "config", "--json"],
        env=environment | {"BOT_CONFIG_FILE": str(file)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert (done.stderr, json.loads(done.stdout)["BOT_PORT"]) == ("", 8123)


def test_an_unknown_name_is_warned_of(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_PROT", "8001")
    assert main(["config"]) == 0
    assert "BOT_PROT är ingen inställning och läses inte. Menade du BOT_PORT?" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("redis_url", "hemligt"),
        ("database_url", "mysql://hemligt"),
        ("metrics_token", "hemligt"),
        ("teams_tokens", "hemligt"),
        ("secret_key", "hemligt"),
    ],
)
def test_a_wrong_secret_is_explained_and_not_repeated(field: str, value: str) -> None:
    with pytest.raises(ValueError, match="1 validation error") as caught:
        Settings.model_validate({field: value})
    (line,) = explained(caught.value, Settings)  # type: ignore[arg-type]
    assert line.startswith(name_of(field))
    assert "hemligt" not in line + str(caught.value)
