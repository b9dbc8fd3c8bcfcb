"""What is asked, and what is thought of the answers."""

from datetime import date, timedelta

import pytest

from bot.answer import Status
from web.records.asked import Asked, Channel, Handling, Questions
from web.records.database import Records
from web.records.feedback import FeedbackRecords

DAY = date(2025, 3, 10)
QUESTION = "Vad kostar parkeringen?"


@pytest.fixture
def questions(records: Records) -> Questions:
    return Questions(records)


@pytest.fixture
def feedback(records: Records) -> FeedbackRecords:
    return FeedbackRecords(records)


def test_questions_are_counted_by_day_channel_and_outcome(questions: Questions) -> None:
    answered = Asked(Channel.PAGE, Status.ANSWERED, DAY, None)
    questions.add([answered, answered, Asked(Channel.TEAMS, Status.CRISIS, DAY, None)])
    questions.add([answered, Asked(Channel.PAGE, Status.ANSWERED, DAY + timedelta(days=1), None)])
    told = [(one.day, one.channel, one.outcome, one.number) for one in questions.counts(DAY, DAY)]
    assert told == [(DAY, Channel.TEAMS, Status.CRISIS, 1), (DAY, Channel.PAGE, Status.ANSWERED, 3)]
    assert len(questions.counts(DAY, DAY + timedelta(days=1))) == 3


def test_nothing_to_add_is_nothing(questions: Questions) -> None:
    questions.add([])
    assert questions.counts(DAY, DAY) == ()


def test_the_same_question_on_the_same_day_is_one_line(questions: Questions) -> None:
    asked = Asked(Channel.PAGE, Status.NO_ANSWER, DAY, QUESTION)
    questions.add([asked, asked])
    (first,) = questions.unanswered()
    questions.handle([first.id], Handling.WRITING, "Trafikenheten", "Frågar Bo.")
    questions.add([asked])
    (line,) = questions.unanswered()
    assert (line.text, line.number, line.handling, line.unit) == (QUESTION, 3, Handling.WRITING, "Trafikenheten")
    assert questions.get(line.id) == line


@pytest.mark.parametrize("outcome", [one for one in Status if one not in {Status.RELATED, Status.NO_ANSWER}])
def test_no_words_are_kept_of_other_outcomes(questions: Questions, outcome: Status) -> None:
    questions.add([Asked(Channel.PAGE, outcome, DAY, "Han slår mig.")])
    assert questions.unanswered() == ()
    assert [one.number for one in questions.counts(DAY, DAY)] == [1]


@pytest.mark.parametrize("text", ["\x00\ud800?", "".join(chr(0x20000 + n) for n in range(1000)), "😀" * 1500])
def test_any_text_can_be_kept(questions: Questions, text: str) -> None:
    for _ in range(2):
        questions.add([Asked(Channel.API, Status.RELATED, DAY, text)])
    (line,) = questions.unanswered()
    assert (line.number, len(line.text)) == (2, min(len(text), 1000))


def test_questions_are_listed_by_handling_the_newest_first(questions: Questions) -> None:
    days = [DAY + timedelta(days=n) for n in range(3)]
    questions.add([Asked(Channel.PAGE, Status.NO_ANSWER, day, QUESTION) for day in days])
    assert [one.day for one in questions.unanswered()] == days[::-1]
    newest, *others = questions.unanswered()
    questions.handle([one.id for one in others] + [10**12], Handling.OUTSIDE, "", "")
    assert questions.unanswered(Handling.NEW) == (newest,)
    assert len(questions.unanswered(Handling.OUTSIDE, limit=1)) == 1
    assert questions.get(10**12) is None


def test_a_yes_is_counted_without_the_question(feedback: FeedbackRecords) -> None:
    for _ in range(3):
        feedback.add(DAY, Channel.PAGE, True, QUESTION, Status.ANSWERED, ["beslut@0123:0-9"])
    assert feedback.negatives() == ()
    assert feedback.totals(DAY, DAY) == {True: 3, False: 0}


def test_a_no_keeps_the_question_and_what_was_quoted(feedback: FeedbackRecords) -> None:
    references = ["beslut@0123:0-9", "strategi@4567:20-40"]
    for quoted in (references, references, []):
        feedback.add(DAY, Channel.WIDGET, False, QUESTION, Status.ANSWERED, quoted)
    newest, oldest = feedback.negatives()
    assert (newest.references, newest.number) == ((), 1)
    assert (oldest.references, oldest.number, oldest.question) == (tuple(references), 2, QUESTION)
    assert feedback.totals(DAY, DAY + timedelta(days=7)) == {True: 0, False: 3}
    assert feedback.totals(DAY + timedelta(days=1), DAY + timedelta(days=7)) == {True: 0, False: 0}


def test_a_no_from_somebody_at_risk_keeps_no_words(feedback: FeedbackRecords) -> None:
    feedback.add(DAY, Channel.PAGE, False, "Han slår mig.", Status.CRISIS, [])
    assert [one.question for one in feedback.negatives()] == [""]
