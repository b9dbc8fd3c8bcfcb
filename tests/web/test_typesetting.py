"""A canonical text set for reading."""

from index.documents import Document, Metadata, Section
from web.typesetting import Block, typeset

TEXT = "Planen\n\nInledning\n\nFörsta meningen. Andra meningen.\n\nMål\n\nTredje stycket."
DOCUMENT = Document(
    id="plan",
    path="plan.md",
    metadata=Metadata("Planen"),
    text=TEXT,
    sections=(
        Section(("Planen", "Inledning"), TEXT.index("Första"), TEXT.index("\n\nMål")),
        Section(("Planen", "Inledning", "Delar", "Mål"), TEXT.index("Tredje"), len(TEXT)),
    ),
    page_starts=(0, TEXT.index("Andra")),
    file_sha256="",
)
NOTHING = range(0)


def _words(block: Block) -> str:
    return "".join(piece.text for piece in block.pieces)


def _quoted(words: str) -> range:
    start = TEXT.index(words)
    return range(start, start + len(words))


def test_headings_are_told_from_paragraphs_and_never_skip_a_level() -> None:
    blocks = typeset(TEXT, DOCUMENT, NOTHING)
    assert [(block.level, _words(block)) for block in blocks] == [
        (2, "Inledning"),
        (0, "Första meningen. Andra meningen."),
        (3, "Mål"),
        (0, "Tredje stycket."),
    ]


def test_a_first_heading_that_repeats_the_title_is_shown_when_it_is_quoted() -> None:
    first = typeset(TEXT, DOCUMENT, _quoted("Planen"))[0]
    assert (first.level, _words(first), first.pieces[0].anchor) == (2, "Planen", True)


def test_a_page_begins_where_it_does_in_the_source() -> None:
    pieces = typeset(TEXT, DOCUMENT, NOTHING)[1].pieces
    assert [(piece.text, piece.page) for piece in pieces] == [("Första meningen. ", None), ("Andra meningen.", 2)]


def test_a_quote_over_several_blocks_is_marked_in_each_and_anchored_once() -> None:
    start, end = TEXT.index("Andra"), TEXT.index("Tredje") + len("Tredje")
    pieces = [piece for block in typeset(TEXT, DOCUMENT, range(start, end)) for piece in block.pieces]
    marked = [(piece.text, piece.anchor) for piece in pieces if piece.quoted]
    assert marked == [("Andra meningen.", True), ("Mål", False), ("Tredje", False)]


def test_without_the_document_every_block_is_a_paragraph_and_no_character_is_lost() -> None:
    blocks = typeset(TEXT, None, _quoted("Andra"))
    assert {block.level for block in blocks} == {0}
    assert "\n\n".join(map(_words, blocks)) == TEXT
