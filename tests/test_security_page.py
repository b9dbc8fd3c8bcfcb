"""docs/security.md goes through every chapter, and the tests that it names are there."""

import ast
import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
PAGE = (TESTS.parent / "docs" / "security.md").read_text(encoding="utf-8")
_NAMED = re.compile(r"`([\w/]+\.py)::(test_\w+)`")
_ROW = re.compile(r"^\| (?:V\d|\d).* \|$", re.MULTILINE)
NAMED = sorted(set(_NAMED.findall(PAGE)))


def _defined(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize(("file", "name"), NAMED, ids=lambda value: value)
def test_a_named_test_is_there(file: str, name: str) -> None:
    path = TESTS / file
    assert path.is_file()
    assert name in _defined(path)


def test_every_mention_of_a_test_is_written_so_that_it_is_checked() -> None:
    assert len(_NAMED.findall(PAGE)) == PAGE.count("::") > 0


def test_every_row_has_four_cells_and_names_tests_or_says_that_there_is_none() -> None:
    rows = _ROW.findall(PAGE)
    assert rows
    for row in rows:
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        assert len(cells) == 4, row
        assert cells[3] == "ingen" or _NAMED.sub("", cells[3]).strip(", ") == "", row


def test_every_chapter_of_the_standard_has_a_heading_in_its_order() -> None:
    assert re.findall(r"^## V(\d+) ", PAGE, re.MULTILINE) == [str(number) for number in range(1, 18)]
