"""docs/security.md goes through every chapter, and the tests that it names are there."""

import ast
import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
PAGE = (TESTS.parent / "docs" / "security.md").read_text(encoding="utf-8")
_NAMED = re.compile(r"`([\w/]+\.py)::(test_\w+)`")
_ROW = re.compile(r"^\| (?:V\d|\d).* \|$", re.MULTILINE)
REQUIREMENTS = {
    **{"1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2},
    **{"2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1},
    **{"3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2},
    **{"4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4},
    **{"5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3},
    **{"6.1": 3, "6.2": 11, "6.3": 3, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4},
    **{"7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2},
    **{"8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1},
    **{"9.1": 3, "9.2": 4},
    **{"10.1": 2, "10.2": 2, "10.3": 4, "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3},
    **{"11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1},
    **{"12.1": 3, "12.2": 2, "12.3": 4},
    **{"13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5},
    **{"14.1": 2, "14.2": 4, "14.3": 3},
    **{"15.1": 3, "15.2": 3, "15.3": 7},
    **{"16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3},
    **{"17.1": 1, "17.2": 4, "17.3": 2},
}
"""The sections of the standard with requirements of level 1 or 2, and the number of the last of them in each."""
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


def test_every_requirement_of_the_two_levels_is_named_in_its_chapter_or_is_not_held() -> None:
    body, _, missing = PAGE.partition("\n## Not held yet")
    chapters = dict(re.findall(r"^## V(\d+) [^\n]*\n(.*?)(?=^## |\Z)", body, re.MULTILINE | re.DOTALL))
    unnamed = [
        f"{section}.{number}"
        for section, last in REQUIREMENTS.items()
        for number in range(1, last + 1)
        if (section, number) not in _requirements(chapters[section.split(".")[0]] + missing)
    ]
    assert unnamed == []


def _requirements(text: str) -> set[tuple[str, int]]:
    """Those that a text names, also within “1.2.6 to 1.2.8”."""
    found = re.findall(r"(?<![\d.])(\d+\.\d+)\.(\d+)(?:\s+to\s+\1\.(\d+))?", text)
    return {(section, n) for section, first, last in found for n in range(int(first), int(last or first) + 1)}
