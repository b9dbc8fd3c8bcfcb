"""What has been replaced stands back, unless the time when it held is asked about."""

from dataclasses import replace
from datetime import date

import pytest

from bot.answer import Quote, Validity
from bot.timeliness import out_of_force, rounds
from index.documents import Metadata
from index.search import SearchResult, Source
from tests.fakes import hit

TODAY = date(2026, 1, 1)
OLD = Metadata(
    title="Strategi 2018–2020",
    decided_on=date(2017, 11, 29),
    valid_from=date(2018, 1, 1),
    valid_to=date(2020, 12, 31),
    superseded_by="new",
)
NEW = Metadata(title="Strategi 2024–2027", valid_from=date(2024, 1, 1), valid_to=date(2027, 12, 31))
OTHER = Metadata(title="Ett pressmeddelande", decided_on=date(2019, 5, 1))


def _result(**documents: Metadata) -> SearchResult:
    hits = tuple(
        replace(hit(0.9 - place / 100, metadata), source=Source(name, "0" * 16, f"{name}.md", metadata))
        for place, (name, metadata) in enumerate(documents.items())
    )
    return SearchResult("", "g", hits, (), {})


def _order(result: SearchResult, question: str, today: date = TODAY) -> list[list[str]]:
    return [[hit.source.id for hit in part.hits] for part in rounds(result, question, today)]


def test_a_replaced_document_is_asked_only_where_its_successor_has_no_answer() -> None:
    found = _result(old=OLD, other=OTHER, new=NEW)
    assert _order(found, "När gäller strategin?") == [["other", "new"], ["old", "other", "new"]]


@pytest.mark.parametrize("question", ["Vad gällde 2018?", "Vilken strategi antogs 2017?", "Vad gällde 2019–2020?"])
def test_a_question_about_the_time_when_it_held_asks_the_replaced_document(question: str) -> None:
    assert _order(_result(new=NEW, old=OLD), question)[0] == ["old"]


def test_a_question_about_a_later_time_asks_the_successor() -> None:
    assert _order(_result(old=OLD, new=NEW), "Vad gäller 2025?")[0] == ["new"]


def test_a_time_in_which_both_held_lets_both_stand() -> None:
    both = replace(OLD, valid_to=date(2024, 6, 30))
    assert _order(_result(old=both, new=NEW), "Vad gällde 2024?") == [["old", "new"]]


def test_a_successor_that_is_not_in_force_yet_stands_back() -> None:
    assert _order(_result(new=NEW, old=OLD), "När gäller strategin?", date(2023, 6, 1))[0] == ["old"]


def test_without_its_successor_a_replaced_document_stays() -> None:
    assert _order(_result(old=OLD, other=OTHER), "När gäller strategin?") == [["old", "other"]]


def test_a_successor_may_be_named_by_its_path_and_be_replaced_itself() -> None:
    middle = replace(NEW, superseded_by="last")
    found = _result(old=replace(OLD, superseded_by="middle.md"), middle=middle, last=NEW)
    assert _order(found, "När gäller strategin?")[0] == ["last"]


def test_documents_that_replace_each_other_do_not_go_round_for_ever() -> None:
    found = _result(a=replace(NEW, superseded_by="b"), b=replace(NEW, superseded_by="a"))
    assert _order(found, "När gäller strategin?") == [["a", "b"]]


def test_a_question_about_the_present_asks_what_is_in_force_first() -> None:
    expired = replace(OLD, superseded_by=None)
    assert _order(_result(old=expired, new=NEW), "Vilken är den senaste strategin?")[0] == ["new"]
    assert _order(_result(old=expired, new=NEW), "Vad säger strategin?") == [["old", "new"]]


def test_what_is_out_of_force_is_named_once() -> None:
    source = Source("a", "0" * 16, "a.md", OLD)
    quote = Quote("x", 0, 1, source, None, None, Validity.SUPERSEDED)
    quotes = [quote, quote, replace(quote, validity=Validity.IN_FORCE), replace(quote, validity=Validity.EXPIRED)]
    assert out_of_force(quotes) == (Validity.SUPERSEDED, Validity.EXPIRED)
