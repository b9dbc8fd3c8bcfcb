"""A quote is exact or withheld, and says whether its document is in force."""

import logging
from dataclasses import replace
from datetime import date

import pytest

from bot.answer import Question, Status, Validity
from bot.answering import Answering
from bot.quoting import validity
from index.documents import Metadata
from index.search import Source
from tests.fakes import DOCUMENT, TEXT, VERSION, FakeSearcher, hit

TODAY = date(2024, 6, 15)
YESTERDAY, TOMORROW = date(2024, 6, 14), date(2024, 6, 16)
PLAIN = Metadata(title="Strategin")


@pytest.mark.parametrize("canonical", [TEXT.replace("Alla", "Inga"), " " + TEXT, TEXT.lower(), ""])
def test_a_quote_that_differs_from_its_document_never_leaves_and_is_logged(
    canonical: str, caplog: pytest.LogCaptureFixture
) -> None:
    answer = Answering(FakeSearcher(hit(0.99), text=canonical)).answer(Question("Vilka kan ansluta sig?"))
    assert answer.status is Status.NO_ANSWER
    assert answer.quotes == answer.related == ()
    withheld = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert any(f"{DOCUMENT}@{VERSION}:0-51" in record.getMessage() for record in withheld)


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        (PLAIN, Validity.IN_FORCE),
        (replace(PLAIN, valid_to=TODAY), Validity.IN_FORCE),
        (replace(PLAIN, valid_to=YESTERDAY), Validity.EXPIRED),
        (replace(PLAIN, valid_from=TODAY), Validity.IN_FORCE),
        (replace(PLAIN, valid_from=TOMORROW), Validity.FUTURE),
        (replace(PLAIN, valid_from=YESTERDAY, valid_to=TOMORROW), Validity.IN_FORCE),
        (replace(PLAIN, superseded_by="ny-strategi"), Validity.SUPERSEDED),
        (replace(PLAIN, superseded_by="ny-strategi", valid_to=YESTERDAY), Validity.SUPERSEDED),
        (replace(PLAIN, decided_on=TOMORROW), Validity.IN_FORCE),
    ],
)
def test_a_document_is_in_force_by_its_dates_unless_another_supersedes_it(
    metadata: Metadata, expected: Validity
) -> None:
    assert validity(Source(DOCUMENT, VERSION, "beslut.md", metadata), TODAY) is expected


@pytest.mark.parametrize(
    ("begins", "expected"),
    [(YESTERDAY, Validity.SUPERSEDED), (TODAY, Validity.SUPERSEDED), (TOMORROW, Validity.IN_FORCE)],
)
def test_a_document_is_in_force_until_its_successor_is(begins: date, expected: Validity) -> None:
    replaced = Source(DOCUMENT, VERSION, "beslut.md", replace(PLAIN, superseded_by="ny-strategi"), begins)
    assert validity(replaced, TODAY) is expected
