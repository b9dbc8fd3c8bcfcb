"""passages.db: the documents, passages and sentences of one generation, in SQLite."""

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from index.documents import Document, Metadata, Section
from index.passages import Passage, Sentence

_SCHEMA = """
CREATE TABLE documents (
    row INTEGER PRIMARY KEY, id TEXT UNIQUE, path TEXT, reuse_key TEXT, file_sha256 TEXT,
    metadata TEXT, text TEXT, sections TEXT, page_starts TEXT
);
CREATE TABLE passages (
    row INTEGER PRIMARY KEY, document INTEGER REFERENCES documents (row),
    section INTEGER, "start" INTEGER, "end" INTEGER, sentences TEXT
);
"""
_DATES = ("decided_on", "valid_from", "valid_to")


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """A document, its passages in order, and the key under which both may be reused by the next build."""

    document: Document
    passages: tuple[Passage, ...]
    reuse_key: str


def write(path: Path, indexed: Iterable[IndexedDocument]) -> None:
    """Write a new passages.db; rows are numbered from 0 in the order given."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(_SCHEMA)
        passage_row = 0
        for row, item in enumerate(indexed):
            connection.execute("INSERT INTO documents VALUES (?,?,?,?,?,?,?,?,?)", (row, *_document_row(item)))
            for passage in item.passages:
                sentences = json.dumps([(s.start, s.end) for s in passage.sentences])
                values = (passage_row, row, passage.section, passage.start, passage.end, sentences)
                connection.execute("INSERT INTO passages VALUES (?,?,?,?,?,?)", values)
                passage_row += 1


def read(path: Path) -> tuple[IndexedDocument, ...]:
    """Every document of a passages.db with its passages, in row order."""
    uri = f"file:{path}?mode=ro&immutable=1"
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        documents = connection.execute("SELECT * FROM documents ORDER BY row").fetchall()
        passages: dict[int, list[Passage]] = {}
        ids = {row[0]: row[1] for row in documents}
        for row in connection.execute('SELECT document, section, "start", "end", sentences FROM passages ORDER BY row'):
            passages.setdefault(row[0], []).append(_to_passage(ids[row[0]], row[1:]))
    return tuple(IndexedDocument(_to_document(row), tuple(passages.get(row[0], ())), row[3]) for row in documents)


def _document_row(item: IndexedDocument) -> tuple[str, ...]:
    document = item.document
    metadata = json.dumps(asdict(document.metadata), ensure_ascii=False, default=date.isoformat)
    sections = json.dumps([(s.heading_path, s.start, s.end) for s in document.sections], ensure_ascii=False)
    return (
        document.id,
        document.path,
        item.reuse_key,
        document.file_sha256,
        metadata,
        document.text,
        sections,
        json.dumps(document.page_starts),
    )


def _to_document(row: tuple[int, str, str, str, str, str, str, str, str]) -> Document:
    _, document_id, path, _, sha256, metadata, text, sections, page_starts = row
    fields = json.loads(metadata)
    fields |= {name: date.fromisoformat(fields[name]) for name in _DATES if fields[name]}
    return Document(
        id=document_id,
        path=path,
        metadata=Metadata(**fields),
        text=text,
        sections=tuple(Section(tuple(headings), start, end) for headings, start, end in json.loads(sections)),
        page_starts=tuple(json.loads(page_starts)),
        file_sha256=sha256,
    )


def _to_passage(document_id: str, row: tuple[int, int, int, str]) -> Passage:
    section, start, end, sentences = row
    spans = tuple(Sentence(first, last) for first, last in json.loads(sentences))
    return Passage(document_id, section, start, end, spans)
