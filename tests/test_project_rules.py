"""The rules that every file of the code is held to."""

import ast
import re
from pathlib import Path

import pytest

from tests.imports import imported

ROOT = Path(__file__).parent.parent
CODE = sorted(path for name in ("bot", "index", "web") for path in (ROOT / name).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
RECORDS = {path.relative_to(ROOT).as_posix() for path in CODE if path.is_relative_to(ROOT / "web" / "records")}
HEAVY = {
    "faiss": {"index/vectors.py"},
    "bm25s": {"index/terms.py"},
    "sentence_transformers": {"index/models.py"},
    "sqlalchemy": RECORDS,
    "alembic": RECORDS,
    "langdetect": {"bot/language.py"},
    "authlib": {"web/admin/oidc.py"},
    "argon2": {"web/admin/passwords.py"},
    "flask_wtf": {"web/admin/access.py"},
    "onnxruntime": {"index/onnx_runtime.py", "index/quantisation.py"},
    "flask_limiter": {"web/limits.py"},
    "limits": {"web/process_counts.py"},
    "prometheus_client": {"web/metrics.py"},
    "structlog": {"web/logs.py"},
    "sklearn": {"bot/evaluation/figures.py"},
    "scipy": {"bot/evaluation/figures.py", "web/admin/grouping.py"},
}


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


@pytest.mark.parametrize("path", CODE + TESTS, ids=_name)
def test_a_file_is_under_300_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize("path", CODE + TESTS, ids=_name)
def test_a_function_is_under_40_lines(path: Path) -> None:
    assert [f.name for f in _functions(path) if (f.end_lineno or 0) - f.lineno + 1 > 40] == []


@pytest.mark.parametrize("path", CODE, ids=_name)
def test_a_file_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("library", HEAVY)
def test_a_heavy_library_is_imported_in_its_own_file_only(library: str) -> None:
    assert {_name(path) for path in CODE if library in imported(path)} <= HEAVY[library]


@pytest.mark.parametrize("path", TESTS, ids=_name)
def test_nothing_is_patched_by_a_string(path: Path) -> None:
    assert not re.search(r"""(mock\.patch|monkeypatch\.setattr)\(\s*['"]""", path.read_text(encoding="utf-8"))
