"""What no code of the product does, whatever comes in: run a text, trust bytes as objects, or call somebody unknown."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CODE = sorted(path for name in ("bot", "index", "web") for path in (ROOT / name).rglob("*.py"))
TEMPLATES = sorted((ROOT / "web" / "templates").rglob("*.html"))
SCRIPTS = sorted((ROOT / "web" / "static").glob("*.js"))
RUNS_TEXT = {"eval", "exec", "compile", "__import__"}
RUNS_MORE = {"system", "popen", "render_template_string", "from_string", "unsafe_load", "full_load"}
OBJECTS_OUT_OF_BYTES = {"pickle", "marshal", "shelve", "dill", "joblib"}
CALLS_OTHERS = {
    "requests": {"web/admin/oidc.py"},
    "http": {"web/health_check.py", "web/teams_sample.py"},
    "urllib.request": {"web/teams_sample.py"},
    "smtplib": set(),
    "ftplib": set(),
    "httpx": set(),
    "aiohttp": set(),
}
"""The one asks the issuer of the settings, the others this service itself, from a terminal."""
_WEAK = {"md5", "sha1", "new"}
_MARKUP_BY_SCRIPT = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|\bFunction\(|srcdoc|__proto__|setHTMLUnsafe"
)
_KEPT_BY_SCRIPT = re.compile(r"localStorage|sessionStorage|indexedDB|document\.cookie|caches\.")
_PASSWORD = re.compile(r"\{\{ field\([^}]*ösenord[^}]*\}\}")


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _called(path: Path) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def _imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return found


@pytest.mark.parametrize("path", CODE, ids=_name)
def test_no_text_is_run_as_code_as_a_command_or_as_a_template(path: Path) -> None:
    for name, call in _called(path):
        assert name not in RUNS_TEXT, call.lineno
        assert name.rpartition(".")[2] not in RUNS_MORE or "." not in name, call.lineno
        shell = [word.value for word in call.keywords if word.arg == "shell"]
        assert not shell, call.lineno
        assert name != "yaml.load", call.lineno


@pytest.mark.parametrize("path", CODE, ids=_name)
def test_no_bytes_become_objects_by_themselves(path: Path) -> None:
    assert not {name.split(".")[0] for name in _imported(path)} & OBJECTS_OUT_OF_BYTES
    assert not [call.lineno for _, call in _called(path) if any(word.arg == "allow_pickle" for word in call.keywords)]


@pytest.mark.parametrize("library", CALLS_OTHERS)
def test_nobody_is_called_but_from_where_it_is_known(library: str) -> None:
    callers = {
        _name(path)
        for path in CODE
        if any(name == library or name.startswith(f"{library}.") for name in _imported(path))
    }
    assert callers <= CALLS_OTHERS[library]


@pytest.mark.parametrize(
    "path", [path for path in CODE if "web/records" in _name(path) and "migrations" not in _name(path)], ids=_name
)
def test_no_statement_of_the_database_is_made_of_texts(path: Path) -> None:
    for name, call in _called(path):
        if name in {"text", "sqlalchemy.text"}:
            assert all(isinstance(argument, ast.Constant) for argument in call.args), call.lineno


@pytest.mark.parametrize("path", [path for path in CODE if _name(path).startswith("web/")], ids=_name)
def test_what_must_not_be_guessed_is_not_drawn_by_chance_and_no_weak_hash_is_used(path: Path) -> None:
    assert "random" not in _imported(path)
    assert not [call.lineno for name, call in _called(path) if name in {f"hashlib.{weak}" for weak in _WEAK}]


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_no_template_leaves_a_text_unescaped_or_writes_a_script(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\|\s*(?:safe|tojson)\b|autoescape|<script(?![^>]*\bsrc=)|\son[a-z]+=|javascript:", text)


@pytest.mark.parametrize("path", SCRIPTS, ids=_name)
def test_no_script_writes_markup_or_keeps_anything(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not _MARKUP_BY_SCRIPT.search(text)
    assert not _KEPT_BY_SCRIPT.search(text)


def test_every_field_of_a_password_is_masked_and_can_be_filled_by_a_manager() -> None:
    fields = [found for path in TEMPLATES for found in _PASSWORD.findall(path.read_text(encoding="utf-8"))]
    assert len(fields) >= 3
    for field in fields:
        assert 'type="password"' in field
        assert re.search(r'autocomplete="(?:current|new)-password"', field)
