"""BM25 over Swedish stems."""

from pathlib import Path

from index.terms import TermIndex

TEXTS = [
    "Länets strategi för jämställdhet gäller till 2027",
    "Bygglov söker man hos kommunen",
    "Vården i länet",
]


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
    weights = TermIndex.build(TEXTS).weights("länet bygglov")
    assert weights["bygglov"] > weights["län"]
