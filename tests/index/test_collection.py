"""The collection: the shipped folder overlaid by what administrators do, whole whenever a process is killed."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index.collection import LONGEST_ID, Collection
from index.errors import DocumentExistsError, DocumentMissingError
from index.readers.registry import read_file

WRITER = """
import sys
from pathlib import Path
from index.collection import Collection
documents, var_dir, prefix = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
collection = Collection(documents, var_dir)
file = var_dir / f"{prefix}.txt"
for number in range(10_000):
    file.write_text(f"{prefix} {number}\\n" * 20_000, encoding="utf-8")
    collection.put(f"{prefix}-{number % 4}", file, ".txt", {"title": f"{prefix} {number}"})
    collection.remove(f"{prefix}-{(number + 1) % 4}") if number > 4 else None
    print(number, flush=True)
"""


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "strategi.md").write_text("---\nissuer: Regionen\n---\n# Strategin\n\nDen gäller.\n", encoding="utf-8")
    (folder / "beslut.md").write_text("# Beslutet\n\nDet är fattat.\n", encoding="utf-8")
    return folder


@pytest.fixture
def collection(documents: Path, tmp_path: Path) -> Collection:
    return Collection(documents, tmp_path / "var")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ny.txt"
    path.write_text("En ny text.\n", encoding="utf-8")
    return path


def _paths(collection: Collection) -> list[str]:
    return [source.path for source in collection.sources()]


def _on_disk(tmp_path: Path) -> set[str]:
    return {path.name for path in (tmp_path / "var" / "collection").iterdir() if not path.name.startswith(".")}


def test_without_changes_it_is_the_shipped_folder(collection: Collection) -> None:
    assert _paths(collection) == ["beslut.md", "strategi.md"]
    assert not any(entry.uploaded for entry in collection.entries())


def test_an_uploaded_document_stands_beside_the_shipped_ones(collection: Collection, file: Path) -> None:
    collection.put("nytt", file, ".txt", {"title": "Nytt"})
    assert _paths(collection) == ["beslut.md", "nytt.txt", "strategi.md"]
    assert collection.entry("nytt").metadata == {"title": "Nytt"}
    assert read_file(collection.entry("nytt").location).metadata["title"] == "Nytt"


def test_an_uploaded_document_wins_over_the_shipped_one_of_its_id(collection: Collection, file: Path) -> None:
    collection.put("beslut", file, ".txt", {})
    assert _paths(collection) == ["beslut.txt", "strategi.md"]
    assert collection.entry("beslut").uploaded


def test_the_metadata_of_an_administrator_wins_over_that_of_the_file(collection: Collection) -> None:
    before = collection.entry("strategi").sha256
    collection.describe("strategi", {"issuer": "Länsstyrelsen", "kind": "strategi"})
    entry = collection.entry("strategi")
    assert read_file(entry.location).metadata == {"issuer": "Länsstyrelsen", "kind": "strategi"}
    assert (entry.path, entry.sha256 != before) == ("strategi.md", True)


def test_an_empty_value_hides_what_the_file_says(collection: Collection) -> None:
    collection.describe("strategi", {"issuer": ""})
    assert read_file(collection.entry("strategi").location).metadata["issuer"] == ""


@pytest.mark.parametrize("uploaded", [True, False])
def test_a_removed_document_is_left_out_until_it_is_restored(
    collection: Collection, file: Path, *, uploaded: bool
) -> None:
    if uploaded:
        collection.put("beslut", file, ".txt", {})
    collection.remove("beslut")
    assert _paths(collection) == ["strategi.md"]
    assert collection.entry("beslut").removed
    collection.restore("beslut")
    assert len(_paths(collection)) == 2


def test_a_described_document_stays_removed_and_a_replaced_one_comes_back(collection: Collection, file: Path) -> None:
    collection.remove("beslut")
    collection.describe("beslut", {"title": "Beslut"})
    assert collection.entry("beslut").removed
    collection.put("beslut", file, ".txt", {})
    assert not collection.entry("beslut").removed


def test_a_forgotten_document_is_off_the_disk_and_the_shipped_one_holds_again(
    collection: Collection, file: Path, tmp_path: Path
) -> None:
    collection.put("beslut", file, ".txt", {})
    collection.forget("beslut")
    assert _paths(collection) == ["beslut.md", "strategi.md"]
    assert _on_disk(tmp_path) == {"collection.json"}


@pytest.mark.parametrize("id_", ["", "../upp", "Å", "a/b", "-a", "a--b", "a" * (LONGEST_ID + 1)])
def test_an_id_that_no_document_can_have_is_refused(collection: Collection, file: Path, id_: str) -> None:
    with pytest.raises(ValueError, match="cannot name"):
        collection.put(id_, file, ".txt", {})


def test_a_suffix_that_cannot_be_read_is_refused(collection: Collection, file: Path) -> None:
    with pytest.raises(ValueError, match="cannot name"):
        collection.put("nytt", file, ".exe", {})


@pytest.mark.parametrize("removed", [False, True])
def test_a_new_document_never_takes_the_place_of_another(collection: Collection, file: Path, *, removed: bool) -> None:
    if removed:
        collection.remove("beslut")
    with pytest.raises(DocumentExistsError):
        collection.add("beslut", file, ".txt", {})
    collection.add("nytt", file, ".txt", {})
    assert collection.entry("nytt").uploaded


def test_a_document_that_is_not_there_cannot_be_changed(collection: Collection) -> None:
    for change in (collection.remove, collection.restore, collection.forget, collection.entry):
        with pytest.raises(DocumentMissingError):
            change("okänt")


def test_what_is_not_listed_is_cleared_away(collection: Collection, file: Path, tmp_path: Path) -> None:
    collection.put("nytt", file, ".txt", {})
    whole = _on_disk(tmp_path)
    (tmp_path / "var" / "collection" / "halvt-0123456789ab.pdf").write_bytes(b"%PDF")
    (tmp_path / "var" / "collection" / ".aside").write_bytes(b"%PDF")
    collection.clear()
    assert _on_disk(tmp_path) == whole


def test_what_a_build_reads_stays_until_it_is_done(collection: Collection, file: Path, tmp_path: Path) -> None:
    collection.put("nytt", file, ".txt", {})
    build = Collection(tmp_path / "documents", tmp_path / "var")
    read = next(source for source in build.sources() if source.id == "nytt")
    collection.describe("nytt", {"title": "Nyare"})
    assert read.location.is_file()
    del build
    collection.clear()
    assert not read.location.is_file()


def test_two_writers_at_once_lose_nothing(documents: Path, tmp_path: Path) -> None:
    writers = [_writer(documents, tmp_path / "var", prefix) for prefix in ("ena", "andra")]
    for writer in writers:
        assert writer.stdout is not None
        while int(writer.stdout.readline()) < 6:
            pass
    _kill(*writers)
    collection = Collection(documents, tmp_path / "var")
    ids = {entry.id for entry in collection.entries()}
    assert {f"{prefix}-{number}" for prefix in ("ena", "andra") for number in range(4)} <= ids
    _assert_whole(collection, tmp_path)


def test_a_writer_killed_at_any_moment_leaves_whole_documents_and_no_garbage(documents: Path, tmp_path: Path) -> None:
    collection = Collection(documents, tmp_path / "var")
    for _ in range(20):
        writer = _writer(documents, tmp_path / "var", "text")
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(random.uniform(0, 0.1))
        _kill(writer)
        _assert_whole(collection, tmp_path)


def _writer(documents: Path, var_dir: Path, prefix: str) -> "subprocess.Popen[bytes]":
    var_dir.mkdir(exist_ok=True)
    command = [sys.executable, "-c", WRITER, str(documents), str(var_dir), prefix]
    return subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(Path.cwd())})


def _kill(*writers: "subprocess.Popen[bytes]") -> None:
    for writer in writers:
        writer.send_signal(signal.SIGKILL)
        writer.communicate()


def _assert_whole(collection: Collection, tmp_path: Path) -> None:
    collection.clear()
    uploaded = [entry for entry in collection.entries() if entry.uploaded]
    for entry in uploaded:
        lines = entry.location.read_text(encoding="utf-8").splitlines()
        assert len(lines) == 20_000
        assert {f"{line}" for line in lines} == {entry.metadata["title"]}
    names = {entry.location.name for entry in uploaded}
    assert _on_disk(tmp_path) == {"collection.json"} | names | {f"{name}.meta.yaml" for name in names}
