"""Versions, quotes and receipts over a live index that has gone on to a second version of its document."""

from collections.abc import Collection
from datetime import date
from pathlib import Path

import pytest

from bot.answer import Validity
from index.documents import Document, Metadata, Section, version_of
from index.errors import NoGenerationError
from index.search import Holdings, Meaning, SearchResult
from index.store import IndexedDocument
from web.catalogue import Catalogue
from web.receipt import Verdict, check
from web.references import Reference

OLD = "Det kostar 10 kronor."
NEW = "Det kostar 20 kronor.\n\nBeslutet gäller nu."
OTHER = "Ingen avgift tas ut."
DAY = date(2024, 6, 1)


def _indexed(document_id: str, text: str) -> IndexedDocument:
    sections = (Section(("Kostnad",), 0, len(text)),)
    return IndexedDocument(
        Document(document_id, "a.md", Metadata("Beslut", "beslut"), text, sections, (0,), ""), (), ""
    )


KEPT = _indexed("gammalt", "Det gällde då.").document
"""A document that is no longer published and that the archive knows."""


class FakeOpened:
    id = "20240101T000000"
    documents = (_indexed("beslut", NEW), _indexed("avgifter", OTHER))


class FakeLive:
    """A live index with an archive of every text."""

    opened = FakeOpened()

    def search(self, query: str, within: Collection[str] = (), /) -> SearchResult:
        assert not within
        return SearchResult(query, self.opened.id, (), (), {})

    def canonical_text(self, document_id: str, version: str, /) -> str | None:
        assert document_id
        return {version_of(text): text for text in (OLD, NEW, OTHER, KEPT.text)}.get(version)

    def archived(self, document_id: str, version: str, /) -> Document | None:
        known = {(KEPT.id, KEPT.version): KEPT}
        return known.get((document_id, version))

    def owners(self, version: str, /) -> frozenset[str]:
        return frozenset({KEPT.id} if version == KEPT.version else ())

    def original(self, document_id: str, version: str, /) -> Path | None:
        return Path(f"{document_id}-{version}.md")

    def meaning(self, text: str, /) -> Meaning:
        raise NoGenerationError(text)

    def holdings(self) -> Holdings:
        return Holdings(2, None, None)


@pytest.fixture
def catalogue() -> Catalogue:
    return Catalogue(FakeLive())


def _reference(text: str, start: int, end: int, document_id: str = "beslut") -> Reference:
    return Reference(document_id, version_of(text), start, end)


def test_a_quote_of_the_published_version_has_its_place(catalogue: Catalogue) -> None:
    quote = catalogue.quote(_reference(NEW, 0, 21), DAY)
    assert quote is not None
    assert (quote.text, quote.section, quote.page, quote.validity) == (NEW[:21], "Kostnad", 1, Validity.IN_FORCE)


def test_a_quote_of_an_earlier_version_is_read_from_the_archive_and_lends_no_title(catalogue: Catalogue) -> None:
    quote = catalogue.quote(_reference(OLD, 0, 21), DAY)
    assert quote is not None
    assert (quote.text, quote.section, quote.validity) == (OLD, None, Validity.SUPERSEDED)
    assert quote.source.metadata.title == "Tidigare version av ett dokument"


def test_a_quote_of_a_version_that_the_archive_knows_keeps_its_title_and_place(catalogue: Catalogue) -> None:
    quote = catalogue.quote(_reference(KEPT.text, 0, 3, KEPT.id), DAY)
    assert quote is not None
    assert (quote.source.metadata.title, quote.section, quote.page) == ("Beslut", "Kostnad", 1)
    assert quote.validity is Validity.SUPERSEDED


def test_a_version_that_the_archive_knows_is_not_found_under_another_id(catalogue: Catalogue) -> None:
    assert catalogue.edition("beslut", KEPT.version) is None
    assert catalogue.original("beslut", KEPT.version) is None
    assert catalogue.original(KEPT.id, KEPT.version) is not None


def test_a_published_text_is_not_found_under_the_name_of_another_document(catalogue: Catalogue) -> None:
    assert catalogue.quote(_reference(OTHER, 0, 6), DAY) is None
    assert catalogue.quote(_reference(OTHER, 0, 6, "avgifter"), DAY) is not None


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 4), (0, 1000), (1000, 1001)])
def test_a_place_outside_the_text_names_no_quote(catalogue: Catalogue, start: int, end: int) -> None:
    assert catalogue.quote(_reference(NEW, start, end), DAY) is None


@pytest.mark.parametrize("text", ["", "a@b", "A@b:1-2", "a@b:1", "../x@b:1-2", "a@b:1-2 a@b:1-2", "a@b:-1-2"])
def test_what_is_no_reference_is_not_read_as_one(text: str) -> None:
    assert Reference.parse(text) is None


def test_a_reference_is_found_in_an_address(catalogue: Catalogue) -> None:
    named = _reference(NEW, 0, 21)
    address = f"https://exempel.se/kallor/beslut/{named.version}/0-21#citat"
    assert Reference.inside(address) == named
    assert Reference.parse(str(named)) == named


@pytest.mark.parametrize(
    ("quote", "verdict", "same"),
    [
        ("", Verdict.GENUINE, 0),
        ("Det kostar 20 kronor.", Verdict.GENUINE, 0),
        ("”Det kostar 20 kronor.”\r\n", Verdict.GENUINE, 0),
        ("Det kostar 30 kronor.", Verdict.DIFFERS, 11),
        ("Det kostar 20", Verdict.DIFFERS, 13),
        ("det kostar 20 kronor.", Verdict.DIFFERS, 0),
    ],
)
def test_a_quote_is_compared_character_by_character(
    catalogue: Catalogue, quote: str, verdict: Verdict, same: int
) -> None:
    receipt = check(quote, str(_reference(NEW, 0, 21)), catalogue)
    assert (receipt.verdict, receipt.same) == (verdict, same)


def test_a_quote_without_a_reference_is_looked_for_in_the_published_documents(catalogue: Catalogue) -> None:
    found = check("Beslutet gäller nu.", "", catalogue)
    assert found.verdict is Verdict.GENUINE
    assert found.quote is not None
    assert found.quote.source.id == "beslut"
    assert check("Det kostar 10 kronor.", "", catalogue).verdict is Verdict.NOT_FOUND
    assert check("Beslutet", "någonstans", catalogue).verdict is Verdict.NO_SUCH_PLACE
