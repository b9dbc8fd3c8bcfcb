"""What holds of every document, whatever it was read from: no offset is lost on its way to a quote."""

import json
import unicodedata
from itertools import pairwise

from index.canonical import to_document
from index.cards import from_card, to_card
from index.documents import Document
from index.passages import Passage, PassageSettings, split_document
from index.readers.blocks import ReadFile
from index.readers.cleaning import clean

_NEVER_SHOWN = {"Cc", "Cs"}


def assert_exact(read: ReadFile) -> Document:
    """The document of a file, whose sections, passages and sentences are looked through."""
    document = to_document(read, id="fil", path="fil.md", file_sha256="")
    passages = split_document(document, PassageSettings())
    _assert_clean(document)
    _assert_sections(document)
    _assert_passages(document, passages)
    card = json.loads(json.dumps(to_card(document)))
    assert from_card(card, document.text.encode().decode()) == document
    return document


def _assert_clean(document: Document) -> None:
    """What is stored can be written as UTF-8, holds nothing unseen, and is as it would be if it were cleaned again."""
    assert {unicodedata.category(c) for c in set(document.text) - {"\n"}}.isdisjoint(_NEVER_SHOWN)
    for line in document.text.split("\n"):
        assert clean(line) == line
    assert document.metadata.title


def _assert_sections(document: Document) -> None:
    at = 0
    for section in document.sections:
        assert at <= section.start < section.end <= len(document.text)
        assert all(heading in document.text for heading in section.heading_path)
        at = section.end
    starts = document.page_starts
    assert list(starts) == sorted(starts)
    assert all(0 <= start <= len(document.text) for start in starts)


def _assert_passages(document: Document, passages: tuple[Passage, ...]) -> None:
    covered = bytearray(len(document.text))
    for passage in passages:
        section = document.sections[passage.section]
        sentences = passage.sentences
        assert section.start <= passage.start == sentences[0].start
        assert sentences[-1].end == passage.end <= section.end
        assert all(one.end <= other.start for one, other in pairwise(sentences))
        for sentence in sentences:
            quoted = document.text[sentence.start : sentence.end]
            assert quoted
            assert quoted == quoted.strip()
            covered[sentence.start : sentence.end] = b"\1" * len(quoted)
    for section in document.sections:
        left = (document.text[at] for at in range(section.start, section.end) if not covered[at])
        assert not "".join(left).strip()
