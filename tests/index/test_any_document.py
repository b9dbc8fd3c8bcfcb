"""Any text in any structure is read or refused, and what is read keeps every offset."""

import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import store
from index.passages import PassageSettings, split_document
from index.readers.blocks import ReadFile, UnreadableFileError
from index.readers.hazards import HazardousFileError
from index.readers.inspection import inspect
from index.readers.registry import read_file
from index.store import IndexedDocument
from tests.index.any_document import ENCODINGS, HTML, MARKDOWN, PLAIN
from tests.index.exactness import assert_exact

SECONDS = 2.0
"""Of processor time, for what is read in a few milliseconds."""
MANY = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
DEEP = 10_000


def _read(path: Path, data: bytes) -> ReadFile | None:
    """What is read of a file with those bytes, in bounded time; None where it is refused."""
    path.write_bytes(data)
    began = time.process_time()
    try:
        read = read_file(path)
    except UnreadableFileError:
        read = None
    if read is not None:
        assert_exact(read)
    assert time.process_time() - began < SECONDS
    return read


@MANY
@given(text=MARKDOWN, encoding=ENCODINGS)
def test_any_markdown_keeps_every_offset(tmp_path: Path, text: str, encoding: str) -> None:
    _read(tmp_path / "fil.md", text.encode(encoding, "replace"))


@MANY
@given(text=HTML, encoding=ENCODINGS)
def test_any_web_page_keeps_every_offset(tmp_path: Path, text: str, encoding: str) -> None:
    _read(tmp_path / "fil.html", text.encode(encoding, "replace"))


@MANY
@given(text=PLAIN, encoding=ENCODINGS)
def test_any_text_keeps_every_offset(tmp_path: Path, text: str, encoding: str) -> None:
    _read(tmp_path / "fil.txt", text.encode(encoding, "replace"))


@MANY
@given(data=st.binary(max_size=400), suffix=st.sampled_from([".md", ".html", ".txt"]))
def test_any_bytes_are_read_or_refused(tmp_path: Path, data: bytes, suffix: str) -> None:
    _read(tmp_path / f"fil{suffix}", data)


@MANY
@given(text=MARKDOWN | HTML | PLAIN, suffix=st.sampled_from([".md", ".html", ".txt"]))
def test_any_text_is_safe_to_keep_or_is_refused_with_a_reason(tmp_path: Path, text: str, suffix: str) -> None:
    path = tmp_path / f"fil{suffix}"
    path.write_text(text, encoding="utf-8", errors="replace")
    began = time.process_time()
    with suppress(HazardousFileError, UnreadableFileError):
        inspect(path)
    assert time.process_time() - began < SECONDS


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=MARKDOWN)
def test_what_is_stored_is_what_was_read(tmp_path: Path, text: str) -> None:
    if (read := _read(tmp_path / "fil.md", text.encode(errors="replace"))) is None:
        return
    document = assert_exact(read)
    kept = IndexedDocument(document, split_document(document, PassageSettings()), "nyckel")
    path = tmp_path / "passages.db"
    path.unlink(missing_ok=True)
    store.write(path, [kept])
    assert store.read(path) == (kept,)


@pytest.mark.parametrize(
    ("suffix", "unit"),
    [
        (".md", "> "),
        (".md", "- "),
        (".md", "["),
        (".md", "!["),
        (".md", "*a "),
        (".md", "`"),
        (".md", "<!--"),
        (".md", "&#"),
        (".md", "|a"),
        (".md", "#"),
        (".html", "<div>"),
        (".html", "<b>"),
        (".html", "<table><tr><td>"),
        (".html", "<ul><li>"),
        (".html", "<!--"),
        (".html", "&lt"),
        (".txt", ". "),
        (".txt", "….…"),
        (".txt", "-\n"),
        (".txt", "(a) "),
    ],
)
def test_what_is_nested_or_repeated_is_read_or_refused_in_bounded_time(tmp_path: Path, suffix: str, unit: str) -> None:
    began = time.process_time()
    path = tmp_path / f"fil{suffix}"
    path.write_text(f"Rubrik\n\n{unit * (DEEP // len(unit))} slut.\n", encoding="utf-8")
    with suppress(UnreadableFileError):
        assert_exact(read_file(path))
    assert time.process_time() - began < 3 * SECONDS
