"""Which pieces of a text are compared one by one: those of its own words."""

from index.word_pieces import word_pieces

PROMPT = "query: "


def kept(text: str, *pieces: tuple[str, int, int]) -> list[str]:
    """The pieces kept of PROMPT and `text`, given with their offsets into both together."""
    offsets = [(start, end) for _, start, end in pieces]
    names = [name for name, _, _ in pieces]
    return [names[i] for i in word_pieces(PROMPT + text, names, offsets, len(PROMPT))]


def test_the_prompt_and_the_tokenizer_s_own_marks_are_left_out() -> None:
    pieces = [("<s>", 0, 0), ("▁que", 0, 3), ("ry", 3, 5), (":", 5, 6), ("▁lön", 6, 10), ("</s>", 0, 0)]
    assert kept("lön", *pieces) == ["▁lön"]


def test_letters_and_digits_make_a_word_and_punctuation_does_not() -> None:
    pieces = [("▁mål", 6, 10), (",", 10, 11), ("▁2027", 11, 16), ("▁–", 16, 18), ("?", 18, 19)]
    assert kept("mål, 2027 –?", *pieces) == ["▁mål", "▁2027"]


def test_the_mark_of_an_unknown_piece_counts_by_what_it_stands_for() -> None:
    assert kept("☃ 福", ("<unk>", 7, 8), ("<unk>", 9, 10)) == ["<unk>"]
    assert word_pieces(PROMPT + "☃ 福", ["<unk>", "<unk>"], [(7, 8), (9, 10)], len(PROMPT)) == [1]


def test_a_piece_that_spells_only_the_space_before_a_word_is_left_out() -> None:
    assert word_pieces("lön", ["▁", "lön"], [(0, 1), (0, 3)], 0) == [1]


def test_a_piece_whose_only_letters_are_the_prompt_s_is_left_out() -> None:
    assert kept("?", ("query:▁?", 0, 8)) == []


def test_no_pieces_give_no_positions() -> None:
    assert word_pieces("", [], [], 0) == []
