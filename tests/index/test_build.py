"""A build: what changed is read and encoded, the rest is taken over, and nothing is ever half published."""

import fcntl
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index import build as building
from index import store
from index.build import Workshop
from index.collection import Collection
from index.encoder import Encoder, Progress
from index.errors import BuildRunningError, GenerationDamagedError, NothingToIndexError
from index.generations import KEPT, Generations
from index.kinds import DEFAULT_WEIGHTS
from index.opened import PASSAGES_FILE, TOKENS_FOLDER, OpenGeneration
from index.publishing import publish, rollback
from index.readers.process import ReaderProcess
from index.token_vectors import Tokens, TokenVectors

STRATEGY = "# Strategin\n\nLänsstyrelsen i Västmanland har tagit fram strategin. Alla organisationer kan ansluta sig.\n"
DECISION = "# Beslutet\n\nÄrendet medför inga kostnader. Det påverkar inte miljön.\n"


def _no_step(_name: str, _total: int) -> Progress:
    return lambda _count: None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "strategi.md").write_text(STRATEGY, encoding="utf-8")
    (documents / "beslut.md").write_text(DECISION, encoding="utf-8")
    return documents


@pytest.fixture(scope="module")
def reader() -> Iterator[ReaderProcess]:
    with ReaderProcess() as process:
        yield process


@pytest.fixture
def shop(tmp_path: Path, reader: ReaderProcess, default_encoder: Encoder) -> Workshop:
    return Workshop(tmp_path / "var", reader, default_encoder.hash, lambda: default_encoder, _no_step)


def _open(shop: Workshop) -> OpenGeneration:
    generations = Generations(shop.var_dir)
    current = generations.current()
    assert current
    return OpenGeneration.open(generations, current, shop.open_encoder(), DEFAULT_WEIGHTS)


def test_a_published_build_finds_the_passage_that_answers(folder: Path, shop: Workshop) -> None:
    publish(shop.var_dir, building.build([folder], shop).generation)
    first = _open(shop).search("Vem har gjort strategin?").hits[0]
    assert first.source.id == "strategi"
    assert first.best_sentence.text == "Länsstyrelsen i Västmanland har tagit fram strategin."


def test_with_nothing_changed_there_is_no_new_generation_and_no_encoder_is_opened(folder: Path, shop: Workshop) -> None:
    first = building.build([folder], shop)

    def refuse() -> Encoder:
        raise AssertionError("the encoder was opened")

    again = building.build([folder], Workshop(shop.var_dir, shop.reader, shop.encoder_hash, refuse, _no_step))
    assert not again.new
    assert again.generation == first.generation


def test_only_a_changed_document_is_read_again(folder: Path, shop: Workshop) -> None:
    building.build([folder], shop)
    (folder / "beslut.md").write_text(DECISION + "\nBarnens bästa har prövats.\n", encoding="utf-8")
    report = building.build([folder], shop)
    assert report.new
    assert report.reused == 1


def test_the_vectors_of_an_unchanged_document_are_taken_over_as_they_are(folder: Path, shop: Workshop) -> None:
    generations = Generations(shop.var_dir)
    first = generations.path(building.build([folder], shop).generation)
    # A document that comes before it, so that its rows move.
    (folder / "annat.md").write_text("# Annat\n\nEtt annat ärende.\n\n## Mer\n\nOch mer.\n", encoding="utf-8")
    second = generations.path(building.build([folder], shop).generation)
    for before, after in zip(_tokens_of(first, "strategi"), _tokens_of(second, "strategi"), strict=True):
        np.testing.assert_array_equal(before.values, after.values)
        np.testing.assert_array_equal(before.scales, after.scales)


def _tokens_of(generation: Path, document_id: str) -> list[Tokens]:
    tokens = TokenVectors.load(generation / TOKENS_FOLDER)
    owners = [item.document.id for item in store.read(generation / PASSAGES_FILE) for _ in item.passages]
    return [tokens.of(row) for row, owner in enumerate(owners) if owner == document_id]


def test_a_removed_document_is_gone_from_the_next_generation(folder: Path, shop: Workshop) -> None:
    building.build([folder], shop)
    (folder / "beslut.md").unlink()
    publish(shop.var_dir, building.build([folder], shop).generation)
    assert [item.document.id for item in _open(shop).documents] == ["strategi"]


def test_a_build_of_the_collection_has_what_administrators_put_and_not_what_they_removed(
    folder: Path, shop: Workshop, tmp_path: Path
) -> None:
    collection = Collection(folder, shop.var_dir)
    (tmp_path / "ny.txt").write_text("Mötesplatsen Linden har öppet varje dag.\n", encoding="utf-8")
    collection.put("oppettider", tmp_path / "ny.txt", ".txt", {"title": "Öppettider", "kind": "beslut"})
    collection.remove("beslut")
    report = building.build_sources(collection.sources, shop)
    assert not building.build_sources(collection.sources, shop).new
    publish(shop.var_dir, report.generation)
    documents = {item.document.id: item.document for item in _open(shop).documents}
    assert set(documents) == {"oppettider", "strategi"}
    assert documents["oppettider"].metadata.title == "Öppettider"
    assert documents["oppettider"].file_sha256 == collection.entry("oppettider").sha256


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_indexed(folder: Path, shop: Workshop) -> None:
    (folder / "trasig.pdf").write_bytes(b"%PDF-1.7 not really")
    report = building.build([folder], shop)
    assert list(report.failures) == ["trasig.pdf"]
    assert report.documents == 2


def test_a_folder_without_a_readable_document_is_refused(tmp_path: Path, shop: Workshop) -> None:
    with pytest.raises(NothingToIndexError):
        building.build([tmp_path / "tom"], shop)


def test_two_builds_at_once_and_the_second_says_so(folder: Path, shop: Workshop) -> None:
    shop.var_dir.mkdir()
    with (shop.var_dir / "build.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(BuildRunningError):
            building.build([folder], shop)


@pytest.mark.parametrize(
    "name", ["passages.db", "vectors.faiss", "sentences.faiss", "terms/vocabulary.json", "tokens/values.npy"]
)
def test_a_damaged_generation_is_refused_and_the_published_one_stays(folder: Path, shop: Workshop, name: str) -> None:
    published = publish(shop.var_dir, building.build([folder], shop).generation)
    (folder / "beslut.md").write_text("# Nytt\n\nEtt annat beslut.\n", encoding="utf-8")
    damaged = building.build([folder], shop).generation
    path = Generations(shop.var_dir).path(damaged) / name
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with pytest.raises(GenerationDamagedError, match=name):
        publish(shop.var_dir, damaged)
    assert Generations(shop.var_dir).current() == published.id


def test_rollback_publishes_the_generation_before_and_the_last_five_are_kept(folder: Path, shop: Workshop) -> None:
    made = []
    for number in range(KEPT + 2):
        (folder / "beslut.md").write_text(f"# Beslut\n\nÄrende nummer {number} är avgjort.\n", encoding="utf-8")
        made.append(publish(shop.var_dir, building.build([folder], shop).generation).id)
    assert Generations(shop.var_dir).ids() == made[-KEPT:]
    assert rollback(shop.var_dir).id == made[-2]


def test_a_build_killed_at_any_moment_leaves_the_published_generation_and_the_next_build_succeeds(
    folder: Path, shop: Workshop, encoders_dir: Path
) -> None:
    published = publish(shop.var_dir, building.build([folder], shop).generation)
    (shop.var_dir / "encoders").symlink_to(encoders_dir.resolve())
    environment = os.environ | {"BOT_VAR_DIR": str(shop.var_dir), "BOT_DOCUMENTS_DIR": str(folder)}
    command = [sys.executable, "-m", "index", "build", "--no-publish"]
    for number in range(10):
        (folder / "beslut.md").write_text(DECISION + f"\nÄrende {number}. " * 300, encoding="utf-8")
        with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as child:
            time.sleep(random.uniform(0.2, 4))
            child.send_signal(signal.SIGKILL)
        assert Generations(shop.var_dir).current() == published.id
        assert _open(shop).search("Vem har gjort strategin?").hits
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
