"""Systems run in processes of their own, and their figures come out as a table."""

import sys
from pathlib import Path

import pytest

from tests.bench.alternatives.adapter import Document, Task
from tests.bench.alternatives.ours import Answers, Search
from tests.bench.alternatives.runner import Candidate, Measured, Run
from tests.bench.alternatives.table import lines, versions

_FAKES = "tests.bench.alternatives.fake_system"
_PYTHON = Path(sys.executable)
_DOCUMENTS = (Document("a.md", "Kostnad", "Kostnad och ansökan."), Document("b.md", "Ansökan", "Ansökan."))
_QUESTIONS = ("Kostnad för beslutet?", "Ansökan till vem?")


@pytest.fixture
def run(tmp_path: Path) -> Run:
    task = Task(tmp_path, tmp_path, {}, _DOCUMENTS, _QUESTIONS)
    task.write(tmp_path / "task.json")
    return Run(tmp_path / "task.json", tmp_path / "work", 2, lambda _line: None)


def test_each_process_is_measured_and_an_index_is_built_once(run: Run) -> None:
    candidates = [Candidate(label, f"{_FAKES}:WordSystem", _PYTHON, "words") for label in ("ett", "två")]
    first, second = run.measure(candidates)
    assert (first.label, second.label) == ("ett", "två")
    assert first.index_seconds == second.index_seconds > 0
    assert first.found == second.found == [["a.md"], ["a.md", "b.md"]]
    assert len(first.start_seconds) == len(first.megabytes) == 2
    assert len(first.milliseconds) == 2 * len(_QUESTIONS)
    assert min(first.start_seconds) > 0


def test_a_system_that_fails_is_named_with_its_reason(run: Run) -> None:
    with pytest.raises(RuntimeError, match=r"(?s)trasig, ask: exit code 1.*nothing to open"):
        run.measure([Candidate("trasig", f"{_FAKES}:BrokenSystem", _PYTHON, "broken")])


def test_the_table_has_a_row_for_each_system_with_the_same_columns() -> None:
    measured = [
        Measured("ett", 10.4, 1500.0, [3.0, 1.0, 2.0], [700.0, 710.0], [1.0, 2.0, 3.0, 4.0], [["a", "b"], ["b", "a"]]),
        Measured("två", 9.6, 900.0, [2.0], [400.0], [5.0, 5.0], [[], ["b"]]),
    ]
    heading, ruler, first, second = lines(measured, [frozenset({"a"}), frozenset({"a", "c"})])
    assert len({line.count("|") for line in (heading, ruler, first, second)}) == 1
    assert first.startswith("| ett | 2.0 | 10 | 2.5 | ")
    assert "| 1,500 | 710 | 0.500 (" in first
    assert first.split("|")[-2].strip().startswith("1.000 (")
    assert second.split("|")[-2].strip().startswith("0.000 (")


def test_versions_are_those_of_the_lock(tmp_path: Path) -> None:
    (tmp_path / "lock").write_text("# a comment\none==1.0\ntwo==2.1\n", encoding="utf-8")
    assert versions(tmp_path / "lock", ["two", "one"]) == "two 2.1, one 1.0"


@pytest.mark.parametrize("system", [Search, Answers])
def test_the_product_finds_by_its_own_search(published_var: Path, system: type[Search]) -> None:
    ours = system(Task(published_var, published_var, {"beslut.md": "beslutet"}, (), ()))
    ours.open(published_var)
    assert ours.ask("Vad kostar beslutet om strategin?") == ["beslutet"]
