"""Transactions, and a database that is away."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.answer import Status
from web.records.asked import Asked, Channel, Questions
from web.records.audit import Action, Audit
from web.records.database import Records, default_url
from web.records.errors import AlreadyExistsError, RecordsError, RecordsUnavailableError
from web.records.golden import GoldenQuestions

NOBODY = "postgresql://test:hemligt@127.0.0.1:1/records"
DAY = date(2025, 3, 10)


def test_what_an_error_interrupts_is_not_kept(records: Records) -> None:
    def interrupted() -> None:
        with records.transaction():
            GoldenQuestions(records).add("Vad kostar det?", None, "", "anna")
            Audit(records).write("anna", Action.GOLDEN_ADDED)
            raise ValueError("avbrott")

    with pytest.raises(ValueError, match="avbrott"):
        interrupted()
    assert GoldenQuestions(records).all() == ()
    assert Audit(records).lines() == ()


def test_a_refused_step_leaves_the_rest_of_its_transaction(records: Records) -> None:
    golden = GoldenQuestions(records)
    golden.add("Vad kostar det?", None, "", "anna")
    with records.transaction():
        with pytest.raises(AlreadyExistsError):
            golden.add("Vad kostar det?", None, "", "bo")
        Audit(records).write("bo", Action.GOLDEN_ADDED)
    assert [line.actor for line in Audit(records).lines()] == ["bo"]


def test_what_a_transaction_has_written_is_read_within_it(records: Records) -> None:
    with records.transaction():
        GoldenQuestions(records).add("Vad kostar det?", None, "", "anna")
        assert len(GoldenQuestions(records).all()) == 1


def test_many_threads_count_without_losing_one(records: Records) -> None:
    channels = list(Channel)
    orders = [channels, channels[::-1]] * 4

    def add(order: list[Channel]) -> None:
        for _ in range(5):
            Questions(records).add([Asked(one, Status.NO_ANSWER, DAY, f"Vad är {one}?") for one in order])

    with ThreadPoolExecutor(len(orders)) as threads:
        list(threads.map(add, orders))
    assert [one.number for one in Questions(records).counts(DAY, DAY)] == [40] * 4
    assert [one.number for one in Questions(records).unanswered()] == [40] * 4


def test_reading_does_not_wait_for_a_transaction(records: Records) -> None:
    inside, done = threading.Event(), threading.Event()

    def write() -> None:
        with records.transaction():
            GoldenQuestions(records).add("Vad kostar det?", None, "", "anna")
            inside.set()
            done.wait(20)

    with ThreadPoolExecutor(1) as threads:
        writing = threads.submit(write)
        assert inside.wait(20)
        assert GoldenQuestions(records).all() == ()
        done.set()
        writing.result(20)


def test_records_that_answer_are_reachable(records: Records) -> None:
    assert records.reachable()


def test_a_database_that_is_away_is_told_as_one_error() -> None:
    with pytest.raises(RecordsUnavailableError) as caught:
        Records.open(NOBODY)
    assert "hemligt" not in f"{caught.value!r} {caught.value.__cause__!r}"


def test_a_service_may_start_without_its_database() -> None:
    records = Records.connect(NOBODY)
    began = time.monotonic()
    assert not records.reachable()
    assert time.monotonic() - began < 3
    with pytest.raises(RecordsUnavailableError), records.transaction():
        pass
    records.close()


def test_records_whose_database_comes_late_are_migrated_then(database_url: str) -> None:
    records = Records.connect(database_url)
    assert GoldenQuestions(records).all() == ()
    records.close()


@pytest.mark.parametrize("url", ["", "mysql://x/y", "sqlite://", "sqlite:///:memory:", "inte en adress"])
def test_an_address_of_another_kind_is_refused(url: str) -> None:
    with pytest.raises(RecordsError):
        Records.open(url)


def test_the_default_database_is_its_owners_only(tmp_path: Path) -> None:
    records = Records.open(default_url(tmp_path / "var"))
    Audit(records).write("anna", Action.LOGIN)
    modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "var").iterdir()}
    records.close()
    assert modes.pop("records.db") == 0o600
    assert set(modes.values()) <= {0o600}


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("", encoding="utf-8")
    with pytest.raises(RecordsError, match=r"records\.db"):
        Records.open(default_url(tmp_path / "var"))


def test_sqlite_keeps_foreign_keys_and_a_journal_that_readers_do_not_wait_for(tmp_path: Path) -> None:
    records = Records.open(default_url(tmp_path))
    with records.reading() as session:
        told = {
            name: session.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "foreign_keys", "secure_delete")
        }
    records.close()
    assert told == {"journal_mode": "wal", "foreign_keys": 1, "secure_delete": 1}
