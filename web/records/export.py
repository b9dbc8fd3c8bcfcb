"""The records as they are handed out to somebody who asks for public records: no secret, and no login."""

import csv
import json
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import IO, TypeVar

from sqlalchemy import Select, select

from web.records.accounts import administrator_of
from web.records.asked import count_of, unanswered_of
from web.records.audit import line_of
from web.records.database import Records
from web.records.feedback import feedback_of
from web.records.tables import AdministratorRow, AuditRow, CountRow, FeedbackRow, Table, UnansweredRow

Value = str | int
Fields = dict[str, Value]
Source = TypeVar("Source", bound=Table)
_AT_A_TIME = 500
# A spreadsheet runs a cell that begins like this as a formula, and the texts come from anybody. One that is set for
# Swedish begins a cell after every semicolon, and a row after every line break, of a text that it takes for unquoted.
_FORMULA = re.compile("^(?=[\t\r\n])|(?:^|(?<=[;\t\r\n]))(?=[=+@＝＋－＠-])")


class What(StrEnum):
    """What can be exported."""

    QUESTIONS = "questions"
    FEEDBACK = "feedback"
    COUNTS = "counts"
    AUDIT = "audit"
    ACCOUNTS = "accounts"


class Format(StrEnum):
    """CSV is for a spreadsheet; JSON holds every text exactly as it is stored."""

    CSV = "csv"
    JSON = "json"


_HEADINGS = {
    What.QUESTIONS: ("id", "dag", "kanal", "utfall", "fråga", "antal", "hantering", "enhet", "anteckning"),
    What.FEEDBACK: ("id", "dag", "kanal", "hjälpte", "fråga", "utfall", "citat", "antal"),
    What.COUNTS: ("dag", "kanal", "utfall", "antal"),
    What.AUDIT: ("id", "tid", "vem", "åtgärd", "vad", "uppgifter"),
    What.ACCOUNTS: ("id", "e-post", "roll", "aktivt", "skapat", "senaste inloggning"),
}


def rows(records: Records, what: What) -> Iterator[Fields]:
    """Every row, oldest first, by its Swedish headings; days and moments (UTC) in ISO 8601."""
    values: dict[What, Callable[[Records], Iterator[tuple[Value, ...]]]] = {
        What.QUESTIONS: _questions,
        What.FEEDBACK: _feedback,
        What.COUNTS: _counts,
        What.AUDIT: _audit,
        What.ACCOUNTS: _accounts,
    }
    return (dict(zip(_HEADINGS[what], row, strict=True)) for row in values[what](records))


def write(records: Records, what: What, form: Format, file: Path) -> int:
    """Write the rows to a file that only its owner may read, whole or not at all. Returns how many there were.

    CSV has a comma between fields, is UTF-8 with a byte order mark, and has an apostrophe before what a spreadsheet
    would run as a formula. Raises OSError.
    """
    encoding = "utf-8-sig" if form is Format.CSV else "utf-8"
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding=encoding, newline="") as out:
            put = _csv if form is Format.CSV else _json
            written = put(out, _HEADINGS[what], rows(records, what))
        temporary.replace(file)
    finally:
        temporary.unlink(missing_ok=True)
    return written


def _csv(out: IO[str], headings: tuple[str, ...], found: Iterator[Fields]) -> int:
    writer, number = csv.DictWriter(out, headings), 0
    writer.writeheader()
    for row in found:
        writer.writerow({name: _harmless(value) for name, value in row.items()})
        number += 1
    return number


def _json(out: IO[str], _headings: tuple[str, ...], found: Iterator[Fields]) -> int:
    number = 0
    out.write("[")
    for row in found:
        out.write(",\n" if number else "\n")
        out.write(json.dumps(row, ensure_ascii=False))
        number += 1
    out.write("\n]\n")
    return number


def _harmless(value: Value) -> Value:
    return _FORMULA.sub("'", value) if isinstance(value, str) else value


def _all(records: Records, statement: Select[Source]) -> Iterator[Source]:
    with records.reading() as session:
        yield from session.scalars(statement.execution_options(yield_per=_AT_A_TIME))


def _questions(records: Records) -> Iterator[tuple[Value, ...]]:
    for row in _all(records, select(UnansweredRow).order_by(UnansweredRow.day, UnansweredRow.id)):
        one = unanswered_of(row)
        place = (one.id, one.day.isoformat(), one.channel, one.outcome)
        yield (*place, one.text, one.number, one.handling, one.unit, one.note)


def _feedback(records: Records) -> Iterator[tuple[Value, ...]]:
    for row in _all(records, select(FeedbackRow).order_by(FeedbackRow.day, FeedbackRow.id)):
        one = feedback_of(row)
        place = (one.id, one.day.isoformat(), one.channel, _yes(one.helpful))
        yield (*place, one.question, one.outcome, " ".join(one.references), one.number)


def _counts(records: Records) -> Iterator[tuple[Value, ...]]:
    for row in _all(records, select(CountRow).order_by(CountRow.day, CountRow.channel, CountRow.outcome)):
        one = count_of(row)
        yield one.day.isoformat(), one.channel, one.outcome, one.number


def _audit(records: Records) -> Iterator[tuple[Value, ...]]:
    for row in _all(records, select(AuditRow).order_by(AuditRow.id)):
        one = line_of(row)
        yield one.id, one.at.isoformat(), one.actor, one.action, one.subject, one.detail


def _accounts(records: Records) -> Iterator[tuple[Value, ...]]:
    for row in _all(records, select(AdministratorRow).order_by(AdministratorRow.id)):
        one = administrator_of(row)
        last = one.last_login.isoformat() if one.last_login else ""
        yield one.id, one.email, one.role, _yes(one.active), one.created.isoformat(), last


def _yes(value: bool) -> str:
    return "ja" if value else "nej"
