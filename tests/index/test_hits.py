"""From a passage's row to a hit: what it quotes, where that stands, and what its numbers say."""

from collections.abc import Callable

import numpy as np
import pytest

from index.canonical import to_document
from index.documents import Document
from index.hits import Candidate, HitMaker
from index.passages import PassageSettings, encoded_text, split_document
from index.readers.blocks import Block, BlockKind, ReadFile
from index.search import Hit
from index.store import IndexedDocument
from index.terms import TermIndex

DECISION = (
    Block(BlockKind.HEADING, "Regionens beslut", 1, page=1),
    Block(BlockKind.HEADING, "Anslutning", 2, page=1),
    Block(BlockKind.PARAGRAPH, "Regionen ansluter sig till strategin. Beslutet medför inga kostnader.", page=2),
)
Make = Callable[[str, list[Candidate]], tuple[Hit, ...]]
PLAN = (Block(BlockKind.PARAGRAPH, "Planen följs upp varje år."),)


def indexed(name: str, blocks: tuple[Block, ...]) -> IndexedDocument:
    document: Document = to_document(ReadFile(blocks, {}), id=name, path=f"{name}.md", file_sha256="")
    return IndexedDocument(document, split_document(document, PassageSettings()), "")


@pytest.fixture(scope="module")
def make() -> Make:
    """From a query and candidates to hits."""
    passages = [
        (item, passage) for item in (indexed("beslut", DECISION), indexed("plan", PLAN)) for passage in item.passages
    ]
    terms = TermIndex.build([encoded_text(item.document, passage) for item, passage in passages])
    maker = HitMaker(passages, terms)
    return lambda query, candidates: maker.of(terms.query_terms(query), candidates)


def candidate(row: int, *sentences: float, pieces: tuple[float, ...] = (), kind_weight: float = 0.0) -> Candidate:
    cosines = np.array(sentences, np.float32)
    return Candidate(row, 0.5, cosines, lexical=0.04, coverage=0.25, kind_weight=kind_weight, pieces=pieces)


def test_a_hit_quotes_its_sentences_word_for_word_and_says_where_they_stand(make: Make) -> None:
    (hit,) = make("Vad kostar det?", [candidate(0, 0.25, 0.75)])
    text = indexed("beslut", DECISION).document.text
    assert [text[sentence.start : sentence.end] for sentence in hit.sentences] == [s.text for s in hit.sentences]
    assert [sentence.text for sentence in hit.sentences] == DECISION[-1].text.replace(". ", ".\n").split("\n")
    assert (hit.source.id, hit.source.path, hit.page) == ("beslut", "beslut.md", 2)
    assert hit.heading_path == ("Regionens beslut", "Anslutning")
    assert hit.best_sentence.text == "Beslutet medför inga kostnader."
    assert [sentence.cosine for sentence in hit.sentences] == [0.25, 0.75]


def test_hits_come_in_the_order_of_their_candidates(make: Make) -> None:
    hits = make("plan", [candidate(1, 0.1), candidate(0, 0.9, 0.9), candidate(1, 0.2)])
    assert [hit.source.id for hit in hits] == ["plan", "beslut", "plan"]


def test_the_score_is_the_sum_of_meaning_terms_and_kind(make: Make) -> None:
    (hit,) = make("plan", [candidate(1, 0.7, pieces=(0.8, 0.4), kind_weight=0.02)])
    assert hit.dense == pytest.approx((0.5 + 0.7 + 2 * 0.6) / 4)
    assert hit.score == pytest.approx(hit.dense + 0.04 + 0.02)
    assert (hit.lexical, hit.coverage, hit.pieces) == (0.04, 0.25, (0.8, 0.4))


def test_a_query_without_a_word_piece_is_compared_as_a_whole() -> None:
    assert candidate(0, 0.25, 0.75).dense == pytest.approx((0.5 + 0.75) / 2)


def test_the_cosines_of_the_pieces_are_kept_in_the_order_of_the_query(make: Make) -> None:
    (hit,) = make("plan", [candidate(1, 0.5, pieces=(0.75, 0.25, 0.5))])
    assert hit.pieces == (0.75, 0.25, 0.5)
    assert hit.dense == pytest.approx(0.5)


def test_a_sentence_holds_the_words_of_the_headings_above_it(make: Make) -> None:
    (hit,) = make("anslutning kostnader", [candidate(0, 0.5, 0.5)])
    assert [sentence.coverage for sentence in hit.sentences] == [pytest.approx(0.5, abs=0.1), 1]


def test_no_sentence_holds_a_word_that_stands_nowhere(make: Make) -> None:
    (hit,) = make("xylofon", [candidate(0, 0.5, 0.5)])
    assert [sentence.coverage for sentence in hit.sentences] == [0, 0]


def test_an_earlier_question_leaves_nothing_behind(make: Make) -> None:
    (first,) = make("kostnader", [candidate(0, 0.5, 0.5)])
    make("xylofon", [candidate(0, 0.1, 0.2), candidate(1, 0.3)])
    assert make("kostnader", [candidate(0, 0.5, 0.5)]) == (first,)
