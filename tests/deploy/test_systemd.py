"""The systemd unit of docs/deploy, as far as systemd itself can judge it without running it."""

import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.bench.service import Service

UNIT = Path(__file__).parents[2] / "docs" / "deploy" / "jamstalldhetsboten.service"
MOST_EXPOSED = 20
"""Tenths on systemd's scale of exposure, where a unit without any protection has 96."""


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """The unit with what is there on any machine in place of what is installed."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze saknas.")
    settings = tmp_path / "settings.env"
    settings.touch()
    text = UNIT.read_text(encoding="utf-8")
    for installed, here in {
        "/opt/jamstalldhetsboten/.venv/bin/python": sys.executable,
        "/etc/jamstalldhetsboten/settings.env": str(settings),
        "=boten": "=daemon",
    }.items():
        assert installed in text
        text = text.replace(installed, here)
    path = tmp_path / UNIT.name
    path.write_text(text, encoding="utf-8")
    return path


def _analyze(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["systemd-analyze", *words], capture_output=True, text=True, check=False)


def test_systemd_understands_every_line(unit: Path) -> None:
    done = _analyze("verify", "--man=no", "--recursive-errors=no", unit)
    assert done.returncode == 0, done.stderr
    assert [line for line in done.stderr.splitlines() if unit.name in line] == []


def test_the_service_can_reach_little_of_its_machine(unit: Path) -> None:
    done = _analyze("security", "--offline=true", f"--threshold={MOST_EXPOSED}", unit)
    assert done.returncode == 0, done.stdout


def test_the_service_tells_systemd_that_it_has_started(published_var: Path, tmp_path: Path) -> None:
    assert "Type=notify" in UNIT.read_text(encoding="utf-8")
    # A path of a socket is at most 107 characters, and pytest's own folders may be longer.
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
        told.bind(f"{folder}/notify")
        told.settimeout(60)
        for name in ("generations", "archive", "current", "encoders"):
            (tmp_path / name).symlink_to(published_var / name)
        with Service(tmp_path, tmp_path / "log", workers=1, more={"NOTIFY_SOCKET": f"{folder}/notify"}):
            assert b"READY=1" in told.recv(4096)
