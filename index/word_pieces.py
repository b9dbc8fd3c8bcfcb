"""Which of a tokenizer's pieces stand for words."""

from collections.abc import Sequence


def word_pieces(pieces: Sequence[str], offsets: Sequence[tuple[int, int]], prompt_length: int) -> list[int]:
    """The positions of the pieces that hold a letter or digit of the text after its prompt.

    `offsets` are code point offsets into prompt and text together; the tokenizer's own marks have empty ones.
    """
    return [
        i
        for i, (piece, (start, end)) in enumerate(zip(pieces, offsets, strict=True))
        if end > start and end > prompt_length and any(character.isalnum() for character in piece)
    ]
