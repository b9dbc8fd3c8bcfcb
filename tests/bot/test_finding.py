"""In which documents a question is looked up."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from bot.answer import Status
from bot.finding import Finder
from bot.follow_up import Asked
from index.search import Hit, SearchResult
from tests.fakes import METADATA, FakeSearcher, hit

SUBJECT = "Vem ska ge processtöd?"
NEW = "Vem där är det man ringer?"
TODAY = date(2026, 12, 1)


def _in(document: str, likeness: float) -> Hit:
    found = hit(likeness)
    return replace(found, source=replace(found.source, id=document))


class _Recording(FakeSearcher):
    """Finds one document for the earlier question, and puts another first once the new one is asked with it."""

    def __init__(self, found: tuple[Hit, ...], found_together: tuple[Hit, ...]) -> None:
        super().__init__(*found, *found_together)
        self._by_query = {SUBJECT: found, f"{SUBJECT} {NEW}": found_together}
        self.within: list[tuple[str, ...]] = []

    def search(self, query: str, within: Collection[str] = (), /) -> SearchResult:
        result = super().search(query, within)
        self.within.append(tuple(within))
        return replace(result, hits=self._by_query.get(query, result.hits))


def _asked_inside(found: tuple[Hit, ...], found_together: tuple[Hit, ...]) -> tuple[str, ...]:
    searcher = _Recording(found, found_together)
    Finder(searcher).find(Asked(NEW, (SUBJECT,)), TODAY)
    return searcher.within[-1]


def test_a_follow_up_brings_in_no_document_that_the_earlier_question_did_not_find() -> None:
    assert _asked_inside((_in("beslut", 0.9),), (_in("nyhet", 0.95), _in("beslut", 0.9))) == ("beslut",)


def test_a_follow_up_whose_words_find_only_other_documents_is_asked_inside_the_earlier_one() -> None:
    assert _asked_inside((_in("beslut", 0.9),), (_in("nyhet", 0.95),)) == ("beslut",)


def test_a_follow_up_chooses_among_the_documents_that_the_earlier_question_found() -> None:
    found = (_in("beslut", 0.9), _in("strategi", 0.89))
    assert _asked_inside(found, found[::-1]) == ("strategi",)


def test_a_follow_up_is_asked_inside_what_replaced_a_document_however_near_that_one_is() -> None:
    replaced = replace(METADATA, superseded_by="ny")
    old = replace(_in("gammal", 0.95), source=replace(_in("gammal", 0.95).source, metadata=replaced))
    found = (old, old, _in("ny", 0.9))
    assert _asked_inside(found, found) == ("ny",)


def test_where_the_earlier_question_finds_nothing_there_is_no_answer() -> None:
    assert Finder(_Recording((), ())).find(Asked(NEW, (SUBJECT,)), TODAY).status is Status.NO_ANSWER
