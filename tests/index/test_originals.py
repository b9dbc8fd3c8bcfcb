"""The original files that are kept beside what was read from them."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from index.documents import Document, Metadata
from index.originals import Originals

DOCUMENT = Document("beslut", "a/beslut.md", Metadata("Ärendet"), "En mening.", (), (), "00")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "beslut.MD"
    path.write_text("En mening.", encoding="utf-8")
    return path


def test_the_file_is_kept_as_it_was_with_what_is_known_of_it(tmp_path: Path, source: Path) -> None:
    originals = Originals(tmp_path / "var")
    originals.keep(DOCUMENT, source)
    path = originals.path("beslut", DOCUMENT.version)
    assert path is not None
    assert (path.name, path.read_bytes()) == ("original.md", source.read_bytes())
    meta = yaml.safe_load((path.parent / "meta.yaml").read_text(encoding="utf-8"))
    assert (meta["title"], meta["path"]) == ("Ärendet", "a/beslut.md")
    assert sorted(item.name for item in path.parent.iterdir()) == ["meta.yaml", "original.md"]


def test_a_file_that_reads_the_same_but_has_changed_replaces_the_earlier(tmp_path: Path, source: Path) -> None:
    originals = Originals(tmp_path / "var")
    originals.keep(DOCUMENT, source)
    source.write_text("En  mening.", encoding="utf-8")
    originals.keep(replace(DOCUMENT, file_sha256="01"), source)
    path = originals.path("beslut", DOCUMENT.version)
    assert path is not None
    assert path.read_text(encoding="utf-8") == "En  mening."


@pytest.mark.parametrize(("document_id", "version"), [("..", "archive"), ("beslut", ".."), ("", ""), ("a/b", "c")])
def test_nothing_outside_the_folder_is_found(tmp_path: Path, document_id: str, version: str) -> None:
    assert Originals(tmp_path).path(document_id, version) is None


def test_an_id_too_long_for_a_reference_is_passed_over(tmp_path: Path, source: Path) -> None:
    originals = Originals(tmp_path / "var")
    originals.keep(replace(DOCUMENT, id="a" * 300), source)
    assert not (tmp_path / "var").exists()
