"""The compared systems have the same shape and stand on versions that are pinned."""

import ast
import re
from pathlib import Path

import pytest

from tests.bench.alternatives.runner import Candidate, candidates
from tests.bench.service import ROOT

_FOLDER = Path(__file__).parent
_CANDIDATES = list(candidates(Path("ours"), Path("theirs")))
_METHODS = {"build": ["self", "index"], "open": ["self", "index"], "ask": ["self", "question"]}
_THEIRS = {
    "langchain_faiss": {"langchain_community", "langchain_core", "langchain_huggingface", "langchain_text_splitters"},
    "haystack_hybrid": {"haystack", "haystack_integrations"},
    "txtai_hybrid": {"txtai"},
}


def _module(candidate: Candidate) -> Path:
    return ROOT.joinpath(*candidate.system.split(":")[0].split(".")).with_suffix(".py")


def _classes(path: Path) -> dict[str, ast.ClassDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}


def _methods(classes: dict[str, ast.ClassDef], name: str) -> dict[str, list[str]]:
    node = classes[name]
    inherited = [_methods(classes, base.id) for base in node.bases if isinstance(base, ast.Name) and base.id in classes]
    own = {
        item.name: [argument.arg for argument in item.args.args]
        for item in node.body
        if isinstance(item, ast.FunctionDef) and not item.name.startswith("_")
    }
    return {key: value for methods in [*inherited, own] for key, value in methods.items()}


@pytest.mark.parametrize("candidate", _CANDIDATES, ids=lambda candidate: candidate.label)
def test_a_system_has_the_methods_of_the_protocol_and_no_other(candidate: Candidate) -> None:
    assert _methods(_classes(_module(candidate)), candidate.system.split(":")[1]) == _METHODS


@pytest.mark.parametrize("name", _THEIRS)
def test_an_alternative_stands_on_its_maker_s_packages_alone(name: str) -> None:
    tree = ast.parse((_FOLDER / f"{name}.py").read_text(encoding="utf-8"))
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    assert not any(isinstance(node, ast.Import) for node in ast.walk(tree))
    assert {module for module in modules if module.startswith("tests")} == {"tests.bench.alternatives.adapter"}
    assert {module.split(".")[0] for module in modules} - {"collections", "pathlib", "tests"} == _THEIRS[name]


@pytest.mark.parametrize("name", ["adapter", "child"])
def test_what_runs_in_both_environments_needs_no_package(name: str) -> None:
    text = (_FOLDER / f"{name}.py").read_text(encoding="utf-8")
    assert not re.search(r"^\s*(from|import) (bot|index|web|psutil|numpy)\b", text, re.MULTILINE)


def test_the_locks_agree_on_the_libraries_that_run_the_model() -> None:
    theirs, ours = _locked(_FOLDER / "requirements.lock"), _locked(ROOT / "requirements.lock")
    shared = ("torch", "transformers", "tokenizers", "sentence-transformers", "faiss-cpu", "numpy")
    assert {name: theirs[name] for name in shared} == {name: ours[name] for name in shared}


def _locked(path: Path) -> dict[str, str]:
    """Every line pins one package, and none names a place to get it from."""
    rows = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    assert [row for row in rows if not re.fullmatch(r"[a-z0-9-]+==[0-9a-z.]+", row)] == []
    return dict(row.split("==") for row in rows)
