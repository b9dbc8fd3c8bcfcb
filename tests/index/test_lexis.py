"""Swedish words for matching."""

from index.lexis import Compounds, content_words, stem, terms, words


def test_definite_and_indefinite_forms_share_a_stem() -> None:
    for one, other in [("strategi", "strategin"), ("miljö", "miljön"), ("kommun", "kommunerna")]:
        assert stem(one) == stem(other)


def test_numbers_dates_and_diary_numbers_stay_whole() -> None:
    assert words("Skr. 2016/17:10 gäller 2024–2027.") == ["skr", "2016/17:10", "gäller", "2024–2027"]


def test_function_words_are_left_out_unless_there_is_nothing_else() -> None:
    assert content_words("Vad är visionen?") == ["visionen"]
    assert content_words("Vad är det?") == ["vad", "är", "det"]


def test_a_compound_is_split_by_the_corpus_own_words() -> None:
    compounds = Compounds({"jämställdhet", "strategi"})
    assert terms("jämställdhetsstrategin", compounds)[1:] == [stem("jämställdhet"), stem("strategi")]
    assert Compounds({"strategi"}).parts("jämställdhetsstrategi") == ()
