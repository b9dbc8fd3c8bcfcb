"""What is kept of questions, by way of the real records."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event

from bot.answer import Answer, Status
from tests.bench.service import Service
from web.ratings import Rating
from web.recording import QueuedRecorder
from web.records.asked import Channel, Questions
from web.records.database import Records, default_url
from web.records.feedback import FeedbackRecords

DAY = date(2026, 11, 24)
SOON = 10.0
QUESTION = "Vilka organisationer kan ansluta sig till strategin?"


class Away:
    """Records that can be made unreachable: every transaction fails as when the database does not answer."""

    def __init__(self, records: Records) -> None:
        self._engine = records._engine
        self._file = Path(str(self._engine.url.database))

    def go(self) -> None:
        self._engine.dispose()
        self._aside = self._file.rename(self._file.with_suffix(".aside"))
        self._file.mkdir()

    def come_back(self) -> None:
        self._file.rmdir()
        self._aside.rename(self._file)


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    records = Records.open(f"sqlite:///{tmp_path / 'records.db'}")
    yield records
    records.close()


@pytest.fixture
def recorder(records: Records) -> Iterator[QueuedRecorder]:
    recorder = QueuedRecorder(records, today=lambda: DAY, most=5, pause=0.01)
    yield recorder
    recorder.close()


def outcomes(records: Records) -> dict[Status, int]:
    return {count.outcome: count.number for count in Questions(records).counts(DAY, DAY)}


def until(what: Callable[[], bool]) -> None:
    """Waits for what another thread does."""
    end = time.monotonic() + SOON
    while not what():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.01)


def ask(recorder: QueuedRecorder, status: Status, question: str = "Vad gäller?") -> None:
    recorder.answered(Answer(status, ""), question, Channel.PAGE)


def test_every_outcome_is_counted_and_only_what_got_no_answer_is_written_down(
    records: Records, recorder: QueuedRecorder
) -> None:
    for status in (Status.GREETING, Status.CRISIS, Status.NO_ANSWER, Status.ANSWERED):
        ask(recorder, status, f"En fråga om {status.name}")
    recorder.close()
    assert outcomes(records) == dict.fromkeys((Status.GREETING, Status.CRISIS, Status.NO_ANSWER, Status.ANSWERED), 1)
    assert [question.text for question in Questions(records).unanswered()] == ["En fråga om NO_ANSWER"]


def test_personal_data_is_masked(records: Records, recorder: QueuedRecorder) -> None:
    ask(recorder, Status.RELATED, "Jag heter 19850707-1234 och\u200b undrar")
    rating = Rating(False, "Ring 070-123 45 67", Status.ANSWERED, ("beslut@0123:0-5",))
    recorder.rated(rating, Channel.WIDGET)
    recorder.close()
    assert [question.text for question in Questions(records).unanswered()] == ["Jag heter [personnummer] och undrar"]
    (kept,) = FeedbackRecords(records).negatives()
    assert (kept.question, kept.references, kept.channel) == (
        "Ring [telefonnummer]",
        ("beslut@0123:0-5",),
        Channel.WIDGET,
    )


def test_a_yes_keeps_no_question(records: Records, recorder: QueuedRecorder) -> None:
    recorder.rated(Rating(True, "Vad gäller?", Status.ANSWERED, ()), Channel.PAGE)
    recorder.close()
    assert FeedbackRecords(records).negatives() == ()
    assert FeedbackRecords(records).totals(DAY, DAY) == {True: 1, False: 0}


def test_while_the_database_is_away_questions_wait_and_are_then_written(
    records: Records, recorder: QueuedRecorder, caplog: pytest.LogCaptureFixture
) -> None:
    away = Away(records)
    away.go()
    for _ in range(3):
        ask(recorder, Status.NO_ANSWER, "Hemlig fråga")
    until(lambda: "cannot be reached" in caplog.text)
    away.come_back()
    until(lambda: outcomes(records) == {Status.NO_ANSWER: 3})
    assert "Hemlig" not in caplog.text


def test_what_there_is_no_room_for_is_dropped_at_once_and_told_as_a_number(
    records: Records, recorder: QueuedRecorder, caplog: pytest.LogCaptureFixture
) -> None:
    away = Away(records)
    away.go()
    start = time.monotonic()
    for _ in range(8):
        ask(recorder, Status.NO_ANSWER, "Hemlig fråga")
    assert time.monotonic() - start < 0.1
    until(lambda: "3 questions or ratings were not kept" in caplog.text)
    away.come_back()
    until(lambda: outcomes(records) == {Status.NO_ANSWER: 5})
    assert "Hemlig" not in caplog.text


def test_a_process_that_ends_while_the_database_is_away_does_not_hang(
    records: Records, recorder: QueuedRecorder, caplog: pytest.LogCaptureFixture
) -> None:
    Away(records).go()
    ask(recorder, Status.ANSWERED)
    until(lambda: "cannot be reached" in caplog.text)
    recorder.close()
    assert "1 questions or ratings were not kept" in caplog.text


def test_what_the_records_refuse_does_not_stop_what_comes_after(
    records: Records, recorder: QueuedRecorder, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: object) -> None:
        raise ValueError("Hemlig fråga")

    with caplog.at_level(logging.ERROR):
        event.listen(records._engine, "before_cursor_execute", refuse)
        ask(recorder, Status.ANSWERED)
        until(lambda: "refused what was to be kept: ValueError" in caplog.text)
        event.remove(records._engine, "before_cursor_execute", refuse)
        ask(recorder, Status.GREETING)
        until(lambda: outcomes(records) == {Status.GREETING: 1})
    assert "Hemlig" not in caplog.text


def test_what_a_killed_process_left_is_written_once_by_the_next(records: Records, tmp_path: Path) -> None:
    folder, away = tmp_path / "waiting", Away(records)
    killed = QueuedRecorder(records, today=lambda: DAY, pause=0.01)
    killed.keep_in(folder)
    away.go()
    ask(killed, Status.NO_ANSWER, "Vad gäller?")
    killed.rated(Rating(False, "Vad?", Status.ANSWERED, ("beslut@0123:0-5",)), Channel.WIDGET)
    # What closing a process does to its files, and nothing of what it does at the end.
    killed.close()
    away.come_back()
    for _ in range(2):
        following = QueuedRecorder(records, today=lambda: date(2027, 1, 1), pause=0.01)
        following.keep_in(folder)
        following.close()
    assert outcomes(records) == {Status.NO_ANSWER: 1}
    assert [question.text for question in Questions(records).unanswered()] == ["Vad gäller?"]
    (kept,) = FeedbackRecords(records).negatives()
    assert (kept.question, kept.references, kept.channel, kept.number) == (
        "Vad?",
        ("beslut@0123:0-5",),
        Channel.WIDGET,
        1,
    )
    assert list(folder.iterdir()) == []


def test_what_is_in_a_file_is_not_told_as_lost(
    records: Records, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    dropped: list[int] = []
    recorder = QueuedRecorder(records, today=lambda: DAY, pause=0.01, on_dropped=dropped.append)
    recorder.keep_in(tmp_path / "waiting")
    Away(records).go()
    ask(recorder, Status.ANSWERED)
    until(lambda: "cannot be reached" in caplog.text)
    recorder.close()
    assert dropped == []


def test_one_thread_writes_and_none_is_started_before_the_first_question(records: Records) -> None:
    def writers() -> int:
        return sum(thread.name == "recording" for thread in threading.enumerate())

    recorder = QueuedRecorder(records, pause=0.01)
    assert writers() == 0
    for _ in range(20):
        ask(recorder, Status.GREETING)
    assert writers() == 1
    recorder.close()
    assert writers() == 0


def test_what_waits_when_the_service_is_ended_is_written(tmp_path: Path, published_var: Path) -> None:
    var_dir = tmp_path / "var"
    var_dir.mkdir()
    for path in published_var.iterdir():
        (var_dir / path.name).symlink_to(path)
    with Service(var_dir, tmp_path / "log", workers=1) as service:
        service.wait_for_answer(QUESTION)
        for _ in range(5):
            assert service.ask(QUESTION).status == 200
    records = Records.open(default_url(var_dir))
    assert sum(count.number for count in Questions(records).counts(date.min, date.max)) >= 6
    records.close()
