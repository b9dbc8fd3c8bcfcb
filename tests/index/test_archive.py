"""What the archive keeps of a version, and whose it is."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.archive import Archive
from index.documents import Document, Metadata, Section

DOCUMENT = Document(
    id="beslut",
    path="beslut/beslut.pdf",
    metadata=Metadata("Ärendet", "beslut", decided_on=date(2023, 6, 12), valid_to=date(2024, 1, 1)),
    text="Rubrik\n\nEn mening.",
    sections=(Section(("Rubrik",), 8, 18),),
    page_starts=(0, 8),
    file_sha256="00",
)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path)


def test_a_document_comes_back_as_it_was_kept(archive: Archive) -> None:
    archive.keep([DOCUMENT])
    assert archive.text(DOCUMENT.version) == DOCUMENT.text
    assert archive.document("beslut", DOCUMENT.version) == DOCUMENT


def test_two_documents_with_the_same_text_both_own_it(archive: Archive) -> None:
    other = replace(DOCUMENT, id="kopia")
    archive.keep([DOCUMENT])
    archive.keep([other])
    assert archive.owners(DOCUMENT.version) == {"beslut", "kopia"}
    assert archive.document("kopia", DOCUMENT.version) == other
    assert archive.document("annat", DOCUMENT.version) is None


def test_what_is_known_of_a_document_is_renewed_when_it_is_published_again(archive: Archive) -> None:
    later = replace(DOCUMENT, metadata=replace(DOCUMENT.metadata, title="Beslutet"))
    archive.keep([DOCUMENT])
    archive.keep([later])
    assert archive.document("beslut", DOCUMENT.version) == later


def test_a_text_kept_before_there_were_cards_has_no_owner(archive: Archive, tmp_path: Path) -> None:
    archive.keep([DOCUMENT])
    (tmp_path / "archive" / f"{DOCUMENT.version}.json").unlink()
    assert archive.text(DOCUMENT.version) == DOCUMENT.text
    assert archive.owners(DOCUMENT.version) == frozenset()
    assert archive.document("beslut", DOCUMENT.version) is None


@pytest.mark.parametrize("version", ["", "../current", ".", "0123456789abcdef"])
def test_what_was_never_published_is_not_there(archive: Archive, version: str) -> None:
    assert archive.text(version) is None
    assert archive.owners(version) == frozenset()
    assert archive.document("beslut", version) is None
