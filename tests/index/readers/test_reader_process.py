import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from index.readers.blocks import ReadFailure, UnreadableFileError
from index.readers.process import ReaderLimits, ReaderProcess
from index.readers.registry import read_file

MIB = 1024 * 1024
PARAGRAPHS = 120_000


@pytest.fixture
def process() -> Iterator[ReaderProcess]:
    with ReaderProcess() as process:
        yield process


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "liten å.txt"
    path.write_text("Titel\n\nEn text om jämställdhet.\n")
    return path


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A text that takes some seconds to read."""
    path = tmp_path / "stor.txt"
    path.write_text("Länet ska vara jämställt och fritt från våld.\n\n" * PARAGRAPHS)
    return path


def failure_of(process: ReaderProcess, path: Path) -> ReadFailure:
    with pytest.raises(UnreadableFileError) as error:
        process.read(path)
    return error.value.failure


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_file_is_read_as_in_this_process_and_the_process_is_kept(
    process: ReaderProcess, small: Path, tmp_path: Path
) -> None:
    assert process.pid is None
    document = docx.Document()
    document.add_paragraph("Text.")
    document.save(str(tmp_path / "fil.docx"))
    assert process.read(small) == read_file(small)
    pid = process.pid
    assert process.read(tmp_path / "fil.docx") == read_file(tmp_path / "fil.docx")
    assert process.pid == pid


def test_an_unreadable_file_keeps_its_reason_and_the_process(
    process: ReaderProcess, small: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(tmp_path / "fel.docx", "w") as archive:
        archive.writestr("a", "b")
    process.read(small)
    pid = process.pid
    assert failure_of(process, tmp_path / "fel.docx") is ReadFailure.DAMAGED
    assert failure_of(process, tmp_path / "fil.xyz") is ReadFailure.UNSUPPORTED
    assert process.pid == pid


def test_the_process_ends_with_the_context(small: Path) -> None:
    with ReaderProcess() as process:
        process.read(small)
        pid = process.pid
    assert pid is not None
    assert not is_alive(pid)
    assert process.pid is None


def test_a_file_that_needs_too_much_memory_costs_the_process_and_nothing_else(small: Path, tmp_path: Path) -> None:
    heavy = tmp_path / "tung.txt"
    heavy.write_bytes("Länet ska vara jämställt. ".encode() * (40 * MIB // 28))
    with ReaderProcess(ReaderLimits(memory_bytes=160 * MIB)) as process:
        process.read(small)
        pid = process.pid
        assert failure_of(process, heavy) is ReadFailure.OUT_OF_MEMORY
        assert process.read(small).blocks
        assert process.pid != pid


def test_a_file_that_takes_too_much_cpu_is_too_slow(small: Path, large: Path) -> None:
    with ReaderProcess(ReaderLimits(cpu_seconds=0.2)) as process:
        assert failure_of(process, large) is ReadFailure.TOO_SLOW
        assert process.pid is None
        assert process.read(small).blocks


def test_a_file_that_takes_too_long_is_too_slow(large: Path) -> None:
    with ReaderProcess(ReaderLimits(wall_seconds=0.3)) as process:
        assert failure_of(process, large) is ReadFailure.TOO_SLOW
        assert process.pid is None


def test_the_time_of_one_file_is_not_counted_on_the_next(small: Path) -> None:
    with ReaderProcess(ReaderLimits(cpu_seconds=1)) as process:
        for _ in range(400):
            process.read(small)
        assert process.pid is not None


def test_a_process_that_was_ended_from_outside_is_replaced(process: ReaderProcess, small: Path) -> None:
    process.read(small)
    assert process.pid is not None
    os.kill(process.pid, 9)
    assert failure_of(process, small) is ReadFailure.OUT_OF_MEMORY
    assert process.read(small).blocks


def test_the_process_finds_its_code_from_any_folder(
    process: ReaderProcess, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "__init__.py").write_text("raise SystemExit(1)")
    monkeypatch.chdir(tmp_path)
    assert process.read(Path(small.name)).blocks


def test_a_large_answer_comes_back_whole(process: ReaderProcess, large: Path) -> None:
    assert len(process.read(large).blocks) == PARAGRAPHS
