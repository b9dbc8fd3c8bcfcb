"""A document that is replaced says from what day, where its successor tells."""

from datetime import date

from index.documents import Document, Metadata
from index.store import IndexedDocument
from index.succession import with_successors

BEGINS = date(2027, 1, 1)


def _indexed(name: str, superseded_by: str | None = None, valid_from: date | None = None) -> IndexedDocument:
    metadata = Metadata(name, superseded_by=superseded_by, valid_from=valid_from)
    return IndexedDocument(Document(name, f"{name}.md", metadata, "Text.", (), (), ""), (), "")


def _days(*indexed: IndexedDocument) -> list[date | None]:
    return [item.document.replaced_on for item in with_successors(indexed)]


def test_the_successor_is_found_by_its_id_and_by_its_path() -> None:
    new = _indexed("ny", valid_from=BEGINS)
    assert _days(_indexed("gammal", "ny"), _indexed("aldre", "ny.md"), new) == [BEGINS, BEGINS, None]


def test_without_a_successor_or_its_day_nothing_is_said() -> None:
    assert _days(_indexed("gammal", "borta"), _indexed("annan", "ny"), _indexed("ny")) == [None, None, None]
