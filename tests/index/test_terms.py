"""BM25 over Swedish stems."""

from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.terms import TermIndex

TEXTS = [
    "Länets strategi för jämställdhet gäller till 2027",
    "Bygglov söker man hos kommunen",
    "Vården i länet",
]
INDEX = TermIndex.build(TEXTS)


def test_a_compound_in_the_question_finds_its_parts() -> None:
    scores = TermIndex.build(TEXTS).scores("jämställdhetsstrategin")
    assert scores.argmax() == 0
    assert scores[0] > 0


def test_a_question_without_a_known_word_scores_nothing() -> None:
    assert TermIndex.build(TEXTS).scores("xylofon").tolist() == [0, 0, 0]


def test_a_saved_index_scores_as_before(tmp_path: Path) -> None:
    built = TermIndex.build(TEXTS)
    built.save(tmp_path)
    loaded = TermIndex.load(tmp_path)
    assert loaded.scores("bygglov i kommunen").tolist() == built.scores("bygglov i kommunen").tolist()


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    common, rare = TermIndex.build(TEXTS).query_terms("länet bygglov")
    assert rare.weight > common.weight


def test_a_word_that_only_compounds_hold_finds_them() -> None:
    matches = TermIndex.build(["Beslutet har inga miljökonsekvenser", *TEXTS]).matches("Påverkas miljön?")
    assert matches.coverage.argmax() == 0


def test_a_verb_with_a_particle_finds_the_noun_made_of_both() -> None:
    matches = TermIndex.build(["Uppföljning sker i dialog", *TEXTS]).matches("Hur ska arbetet följas upp?")
    assert matches.coverage.argmax() == 0


def test_a_verb_finds_the_noun_made_of_it() -> None:
    matches = TermIndex.build(["Anslutning är frivillig", *TEXTS]).matches("Vilka får ansluta sig?")
    assert matches.coverage.tolist() == [1, 0, 0, 0]


def test_a_passage_with_every_word_of_the_query_covers_it_and_one_without_any_does_not() -> None:
    matches = TermIndex.build(TEXTS).matches("Var söker man bygglov?")
    np.testing.assert_allclose(matches.coverage, [0, 1, 0], atol=1e-6)
    assert matches.bm25[1] > 0
    assert matches.bm25[[0, 2]].tolist() == [0, 0]


def test_coverage_is_the_share_of_the_query_s_weight() -> None:
    index = TermIndex.build(TEXTS)
    common, rare = index.query_terms("länet bygglov")
    expected = np.array([common.weight, rare.weight, common.weight]) / (common.weight + rare.weight)
    np.testing.assert_allclose(index.matches("länet bygglov").coverage, expected, atol=1e-6)


def test_a_query_without_a_known_word_matches_nothing() -> None:
    for query in ("xylofon", "", "?!"):
        matches = TermIndex.build(TEXTS).matches(query)
        assert matches.coverage.tolist() == matches.bm25.tolist() == [0, 0, 0]


@given(st.lists(st.sampled_from(" ".join(TEXTS).split()), max_size=8).map(" ".join))
def test_matches_are_shares(query: str) -> None:
    matches = INDEX.matches(query)
    for shares in (matches.coverage, matches.bm25):
        assert (shares.dtype.name, shares.shape) == ("float32", (len(TEXTS),))
        assert shares.min() >= 0
        assert shares.max() <= 1 + 1e-6
