"""What is served while generations are published, damaged and repaired."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from index import live
from index.archive import Archive
from index.build import Workshop, build
from index.encoder import Encoder, Progress, silent
from index.errors import NoGenerationError
from index.generations import Generations
from index.live import LiveSearcher
from index.opened import PASSAGES_FILE, TOKENS_FOLDER
from index.publishing import publish, rollback
from index.readers.process import ReaderProcess
from index.store import read

TEXT = "# Beslut\n\n## Anslutning\n\nAlla organisationer kan ansluta sig till strategin. Utgåva {}.\n"
QUESTION = "Vilka kan ansluta sig?"


def _no_step(_name: str, _total: int) -> Progress:
    return silent


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, default_encoder: Encoder) -> Path:
    """A var folder in which two generations were published, and a third and newest was only built."""
    folder = tmp_path_factory.mktemp("live")
    var_dir, document = folder / "var", folder / "documents" / "beslut.md"
    document.parent.mkdir()
    with ReaderProcess() as reader:
        shop = Workshop(var_dir, reader, default_encoder.hash, lambda: default_encoder, _no_step)
        for edition in (1, 2, 3):
            document.write_text(TEXT.format(edition), encoding="utf-8")
            generation = build([document.parent], shop).generation
            if edition < 3:
                publish(var_dir, generation)
    return var_dir


@pytest.fixture
def var_dir(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "var"))


@pytest.fixture
def searcher(var_dir: Path, default_encoder: Encoder) -> Iterator[LiveSearcher]:
    searcher = LiveSearcher(var_dir, lambda _hash: default_encoder)
    yield searcher
    searcher.close()


def _damage(var_dir: Path, generation_id: str) -> None:
    path = Generations(var_dir).path(generation_id) / PASSAGES_FILE
    path.write_bytes(b"\0" + path.read_bytes()[1:])


def _served(searcher: LiveSearcher) -> str:
    return searcher.search(QUESTION).generation


def test_a_new_process_takes_the_generation_before_a_damaged_one(var_dir: Path, searcher: LiveSearcher) -> None:
    older, live_one, _ = Generations(var_dir).ids()
    _damage(var_dir, live_one)
    searcher.refresh()
    assert _served(searcher) == older


def test_a_process_that_has_it_open_goes_on_with_a_damaged_one(var_dir: Path, searcher: LiveSearcher) -> None:
    searcher.refresh()
    served = _served(searcher)
    _damage(var_dir, served)
    searcher.refresh()
    assert _served(searcher) == served


def test_one_that_was_never_published_is_not_taken(var_dir: Path, searcher: LiveSearcher) -> None:
    older, before, built_only = Generations(var_dir).ids()
    (older_document,) = read(Generations(var_dir).path(before) / PASSAGES_FILE)
    publish(var_dir, built_only)
    # As if the one before had been refused by its gate.
    Archive(var_dir).remove(older_document.document.version)
    _damage(var_dir, built_only)
    searcher.refresh()
    assert _served(searcher) == older


def test_one_that_is_newer_than_the_published_one_is_not_taken(var_dir: Path, searcher: LiveSearcher) -> None:
    older, _, _ = Generations(var_dir).ids()
    rollback(var_dir)
    _damage(var_dir, older)
    searcher.refresh()
    with pytest.raises(NoGenerationError):
        searcher.holdings()


def test_a_damaged_one_is_not_read_again_until_it_is_published_again(
    var_dir: Path, searcher: LiveSearcher, caplog: pytest.LogCaptureFixture
) -> None:
    older, live_one, _ = Generations(var_dir).ids()
    path = Generations(var_dir).path(live_one) / PASSAGES_FILE
    whole = path.read_bytes()
    _damage(var_dir, live_one)
    for _ in range(3):
        searcher.refresh()
    assert caplog.text.count(f"{live_one} refused") == 1
    path.write_bytes(whole)
    searcher.refresh()
    assert _served(searcher) == older
    publish(var_dir, live_one)
    searcher.refresh()
    assert _served(searcher) == live_one


def test_it_is_tried_again_after_a_while(
    var_dir: Path, searcher: LiveSearcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, live_one, _ = Generations(var_dir).ids()
    path = Generations(var_dir).path(live_one) / PASSAGES_FILE
    whole = path.read_bytes()
    _damage(var_dir, live_one)
    searcher.refresh()
    path.write_bytes(whole)
    monkeypatch.setattr(live, "RETRY_SECONDS", 0.0)
    searcher.refresh()
    assert _served(searcher) == live_one


@pytest.mark.parametrize("content", [b"\0" * 20, b"\xff\xfe\xff", b"", b"../../etc", b"20240101T000000"])
def test_a_name_that_leads_nowhere_changes_nothing(var_dir: Path, searcher: LiveSearcher, content: bytes) -> None:
    searcher.refresh()
    served = _served(searcher)
    (var_dir / "current").write_bytes(content)
    searcher.refresh()
    assert _served(searcher) == served


@pytest.mark.parametrize("content", [b"\xff\xfe", b"{}", b'{"checksums": 1}', b"[]", b"\0" * 100])
def test_a_damaged_manifest_is_refused(var_dir: Path, searcher: LiveSearcher, content: bytes) -> None:
    older, live_one, _ = Generations(var_dir).ids()
    (Generations(var_dir).path(live_one) / "manifest.json").write_bytes(content)
    searcher.refresh()
    assert _served(searcher) == older


def test_files_that_no_checksum_tells_of_are_refused_all_the_same(var_dir: Path, default_encoder: Encoder) -> None:
    def missing(_hash: str) -> Encoder:
        raise RuntimeError("the library's own error")

    searcher = LiveSearcher(var_dir, missing)
    searcher.refresh()
    with pytest.raises(NoGenerationError):
        searcher.holdings()


def test_a_generation_whose_files_are_gone_is_left_for_the_one_before(var_dir: Path, searcher: LiveSearcher) -> None:
    older, live_one, _ = Generations(var_dir).ids()
    shutil.rmtree(Generations(var_dir).path(live_one) / TOKENS_FOLDER)
    searcher.refresh()
    assert _served(searcher) == older
