"""Reading the configuration: what is told of a value that cannot be used."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import Field, SecretStr

from index.configuration import ConfigurationError, configured, unknown_names
from index.settings import IndexSettings


class _Settings(IndexSettings):
    """Settings of every sort."""

    number: int = Field(5, ge=1, le=9, description="Ett tal.")
    share: float = Field(0.5, gt=0, le=1, description="En andel.")
    on: bool = Field(True, description="Av eller på.")
    word: str = Field("a", pattern="^[a-z]+$", description="Ett ord med små bokstäver.")
    key: SecretStr = Field(SecretStr(""), max_length=3, description="En nyckel.")


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """The environment without any setting, in a folder without a file."""
    for name in [name for name in os.environ if name.upper().startswith("BOT_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return monkeypatch


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("BOT_NUMBER", "abc", "BOT_NUMBER: ”abc” är inget heltal. Tillåtet: heltal från 1 till 9."),
        ("BOT_NUMBER", "", "BOT_NUMBER: ”” är inget heltal. Tillåtet: heltal från 1 till 9."),
        ("BOT_NUMBER", "0", "BOT_NUMBER: ”0” är för litet. Tillåtet: heltal från 1 till 9."),
        ("BOT_NUMBER", "10", "BOT_NUMBER: ”10” är för stort. Tillåtet: heltal från 1 till 9."),
        ("BOT_SHARE", "0", "BOT_SHARE: ”0” är för litet. Tillåtet: tal över 0 till 1."),
        ("BOT_SHARE", "x", "BOT_SHARE: ”x” är inget tal. Tillåtet: tal över 0 till 1."),
        ("BOT_ON", "kanske", "BOT_ON: ”kanske” är varken true eller false. Tillåtet: true eller false."),
        ("BOT_WORD", "A\n1", "BOT_WORD: ”A�1” har fel form. Tillåtet: Ett ord med små bokstäver."),
        ("BOT_KEY", "hemligt", "BOT_KEY: värdet är för långt. Tillåtet: En nyckel."),
        (
            "BOT_ENCODER_BACKEND",
            "cuda",
            "BOT_ENCODER_BACKEND: ”cuda” finns inte bland valen. Tillåtet: onnx eller torch.",
        ),
    ],
)
def test_a_wrong_value_gets_one_line(environment: pytest.MonkeyPatch, name: str, value: str, line: str) -> None:
    environment.setenv(name, value)
    with pytest.raises(ConfigurationError) as caught:
        configured(_Settings)
    assert caught.value.lines == (line,)


def test_every_wrong_value_gets_a_line_of_its_own(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("BOT_NUMBER", "0")
    environment.setenv("BOT_KIND_WEIGHTS", '{"beslut": "x", "strategi": "y"}')
    environment.setenv("BOT_ON", "x")
    with pytest.raises(ConfigurationError) as caught:
        configured(_Settings)
    assert sorted(line.split(":")[0] for line in caught.value.lines) == ["BOT_KIND_WEIGHTS", "BOT_NUMBER", "BOT_ON"]


@pytest.mark.parametrize("value", ["hemligare", "{"])
def test_a_secret_is_never_repeated(environment: pytest.MonkeyPatch, value: str) -> None:
    environment.setenv("BOT_KEY", value * 4)
    with pytest.raises(ConfigurationError) as caught:
        configured(_Settings)
    assert value not in str(caught.value)


def test_a_password_in_an_address_is_not_repeated(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("BOT_WORD", "ftp://anna:hemligt@server")
    with pytest.raises(ConfigurationError, match=r"ftp://\*\*\*@server"):
        configured(_Settings)


def test_weights_are_read_as_json(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("BOT_KIND_WEIGHTS", '{"beslut": 0.5}')
    assert configured(_Settings).kind_weights == {"beslut": 0.5}


def test_the_file_is_read_and_the_environment_goes_first(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("BOT_NUMBER=7\nBOT_WORD=fil\n", encoding="utf-8")
    environment.setenv("BOT_WORD", "miljö".replace("ö", "o"))
    assert (configured(_Settings).number, configured(_Settings).word) == (7, "miljo")


def test_another_file_may_be_named(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("BOT_NUMBER=7\n", encoding="utf-8")
    (tmp_path / "drift.env").write_text("BOT_NUMBER=8\n", encoding="utf-8")
    environment.setenv("BOT_CONFIG_FILE", "drift.env")
    assert configured(_Settings).number == 8


def test_a_named_file_that_is_not_there_is_told(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("BOT_CONFIG_FILE", "borta.env")
    with pytest.raises(ConfigurationError, match=r"^BOT_CONFIG_FILE: filen borta.env finns inte\.$"):
        configured(_Settings)


def test_a_file_that_is_no_text_is_told(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"BOT_WORD=\xff\xfe\n")
    with pytest.raises(ConfigurationError, match=r"^Filen \.env går inte att läsa som UTF-8\.$"):
        configured(_Settings)


def test_an_unknown_name_is_told_with_the_one_it_is_near(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("BOT_NUMER=7\nPATHS=x\n", encoding="utf-8")
    environment.setenv("bot_alldeles_eget", "1")
    environment.setenv("BOT_SHARED_DIR", "../shared")
    environment.setenv("BOT_NUMBER", "2")
    assert unknown_names(_Settings) == [
        "BOT_ALLDELES_EGET är ingen inställning och läses inte.",
        "BOT_NUMER är ingen inställning och läses inte. Menade du BOT_NUMBER?",
    ]


@pytest.mark.parametrize("command", [["index", "status"], ["bot", "ask", "?"], ["web", "serve"], ["web", "config"]])
def test_every_command_stops_at_a_wrong_value(command: list[str], tmp_path: Path) -> None:
    environment = os.environ | {"BOT_ENCODER_THREADS": "0", "BOT_VAR_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", *command], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr == "BOT_ENCODER_THREADS: ”0” är för litet. Tillåtet: heltal från 1 till 64.\n"
