"""Which of a tokenizer's pieces stand for words."""

from collections.abc import Sequence


def word_pieces(text: str, pieces: Sequence[str], offsets: Sequence[tuple[int, int]], prompt_length: int) -> list[int]:
    """The positions of the pieces that hold a letter or digit of the text after its prompt.

    `text` is prompt and text together, and `offsets` count its code points; the tokenizer's own marks have empty ones.
    """
    # A piece may stand for what it does not spell, as <unk> does; and may reach over more than it spells.
    return [
        i
        for i, (piece, (start, end)) in enumerate(zip(pieces, offsets, strict=True))
        if _is_word(piece) and _is_word(text[max(start, prompt_length) : end])
    ]


def _is_word(text: str) -> bool:
    return any(character.isalnum() for character in text)
