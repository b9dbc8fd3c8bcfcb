"""What is installed is all that the product needs: every package, and every file beside the code."""

import tomllib
from pathlib import Path

from setuptools import find_packages

ROOT = Path(__file__).parents[1]
SETUPTOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
PACKAGES = ("bot", "index", "web")


def test_every_folder_of_code_is_installed() -> None:
    found = set(find_packages(str(ROOT), include=SETUPTOOLS["packages"]["find"]["include"]))
    folders = {path.parent for name in PACKAGES for path in (ROOT / name).rglob("*.py")}
    assert {".".join(folder.relative_to(ROOT).parts) for folder in folders} == found


def test_every_file_beside_the_code_is_installed() -> None:
    for package in PACKAGES:
        folder = ROOT / package
        beside = {path for path in folder.rglob("*") if path.is_file() and path.suffix not in {".py", ".pyc"}}
        installed = {path for pattern in SETUPTOOLS["package-data"].get(package, ()) for path in folder.glob(pattern)}
        assert beside - installed == set()
