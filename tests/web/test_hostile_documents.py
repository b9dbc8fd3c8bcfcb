"""Whatever a document says of itself and in its text, a page shows it as text, each character in its place."""

import html
import re
import time
from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np
import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answering import Answering
from index.canonical import to_document
from index.documents import Document, Metadata, Section
from index.encoder import Vectors
from index.passages import PassageSettings, split_document
from index.readers.blocks import UnreadableFileError
from index.readers.registry import read_file
from index.search import Holdings, Meaning, SearchResult
from index.store import IndexedDocument
from tests.fakes import FakeSearcher
from tests.index.any_document import MARKDOWN
from web.app import create_app
from web.parts import Parts
from web.settings import Settings
from web.typesetting import typeset

SCRIPT = "<script>alert(1)</script>"
MANY = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
_MARKED = re.compile(r"<mark(?: id=\"citat\")?>(.*?)</mark>", re.DOTALL)
_ADDED = re.compile(r"<(?:script|img|svg|iframe|base|object|style)\b", re.IGNORECASE)


class Published:
    """A live index of the one document that it is given."""

    id = "20240101T000000"

    def __init__(self) -> None:
        self.documents: tuple[IndexedDocument, ...] = ()
        self._searcher = FakeSearcher()

    def hold(self, document: Document) -> None:
        self.documents = (IndexedDocument(document, split_document(document, PassageSettings()), ""),)

    @property
    def opened(self) -> "Published":
        return self

    def search(self, query: str, within: Collection[str] = (), /) -> SearchResult:
        return self._searcher.search(query, within)

    def meaning(self, text: str, /) -> Meaning:
        return self._searcher.meaning(text)

    def encode(self, texts: Sequence[str], /) -> Vectors:
        return np.stack([self.meaning(text).vector for text in texts])

    def canonical_text(self, document_id: str, version: str, /) -> str | None:
        held = self.documents[0].document
        return held.text if (document_id, version) == (held.id, held.version) else None

    def holdings(self) -> Holdings:
        return self._searcher.holdings()

    def archived(self, document_id: str, version: str, /) -> Document | None:
        assert document_id or version
        return None

    def owners(self, version: str, /) -> frozenset[str]:
        assert version
        return frozenset()

    def original(self, document_id: str, version: str, /) -> Path | None:
        assert document_id or version
        return None


@pytest.fixture(scope="module")
def live() -> Published:
    return Published()


@pytest.fixture(scope="module")
def app(live: Published, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    given = Settings.model_validate({"var_dir": tmp_path_factory.mktemp("var"), "rate_limits": False})
    return create_app(Parts(Answering(live), live, given))


@pytest.fixture(scope="module")
def own_elements(app: Flask, live: Published) -> int:
    """How many scripts, pictures and the like a page has of its own."""
    document = _document("a", Metadata("a"))
    live.hold(document)
    return len(_ADDED.findall(_page(app, document, "/0-1")))


def _document(text: str, metadata: Metadata) -> Document:
    sections = (Section(("Rubrik", SCRIPT), 0, len(text)),) if text else ()
    return Document("fil", "fil.md", metadata, text, sections, (), "")


def _page(app: Flask, document: Document, place: str) -> str:
    response = app.test_client().get(f"/kallor/{document.id}/{document.version}{place}")
    assert response.status_code == 200
    return response.text


@MANY
@given(data=st.data())
def test_a_quote_of_any_document_is_marked_character_by_character(
    app: Flask, live: Published, own_elements: int, tmp_path: Path, data: st.DataObject
) -> None:
    path = tmp_path / "fil.md"
    path.write_text(data.draw(MARKDOWN), encoding="utf-8", errors="replace")
    try:
        document = to_document(read_file(path), id="fil", path="fil.md", file_sha256="")
    except UnreadableFileError:
        return
    live.hold(document)
    start = data.draw(st.integers(0, len(document.text) - 1))
    end = data.draw(st.integers(start + 1, len(document.text)))
    shown = _page(app, document, f"/{start}-{end}")
    marked = "".join(html.unescape(part) for part in _MARKED.findall(shown))
    assert "".join(marked.split()) == "".join(document.text[start:end].split())
    assert len(_ADDED.findall(shown)) == own_elements


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,<script>1</script>", " JaVaScRiPt:1", "//x"]
)
def test_a_document_cannot_name_a_source_that_is_no_address_of_the_web(
    app: Flask, live: Published, address: str
) -> None:
    document = _document("Text.", Metadata("Titel", source_url=address))
    live.hold(document)
    assert address.strip() not in html.unescape(_page(app, document, ""))


def test_a_source_on_the_web_is_linked(app: Flask, live: Published) -> None:
    document = _document("Text.", Metadata("Titel", source_url='https://exempel.se/?a="b"'))
    live.hold(document)
    assert 'href="https://exempel.se/?a=&#34;b&#34;"' in _page(app, document, "")


def test_nothing_that_a_document_says_of_itself_is_markup(app: Flask, live: Published) -> None:
    evil = f'"><img src=x onerror=1>{SCRIPT}{{{{7*7}}}}'
    metadata = Metadata(evil, evil, evil, evil, superseded_by=evil, source_url=f"https://{evil}", language='"><b>')
    document = _document(f"{evil}\n\n{evil}", metadata)
    live.hold(document)
    listed = app.test_client().get("/kallor").text
    for shown in (listed, _page(app, document, ""), _page(app, document, "/0-9")):
        assert "<img src=x" not in shown
        assert SCRIPT not in shown
        assert '"><b>' not in shown
        assert "49" not in shown


def test_a_long_document_of_many_sections_is_set_in_bounded_time() -> None:
    parts = [f"Rubrik {number}\n\nText {number}." for number in range(20_000)]
    text = "\n\n".join(parts)
    sections, at = [], 0
    for part in parts:
        sections.append(Section((part.split("\n")[0],), at + part.index("Text"), at + len(part)))
        at += len(part) + 2
    document = Document("fil", "fil.md", Metadata("Titel"), text, tuple(sections), tuple(range(0, len(text), 500)), "")
    began = time.process_time()
    blocks = typeset(text, document, range(10, 20))
    assert time.process_time() - began < 3
    assert len(blocks) == 40_000


def test_a_heading_of_one_endless_word_is_shown_in_bounded_time(app: Flask, live: Published) -> None:
    document = _document("Text.", Metadata("a" * 200_000))
    live.hold(document)
    began = time.process_time()
    assert "aaaa" in _page(app, document, "")
    assert time.process_time() - began < 3
