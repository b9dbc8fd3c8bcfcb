import os
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents import Document, Metadata, Section
from index.passages import Passage, PassageSettings, context, encoded_text, split_document
from index.sentences import SENTENCE_VERSION, split

TITLE = "Jämställdhetsstrategi 2024–2027"


def document_of(*sections: tuple[tuple[str, ...], str], title: str = TITLE) -> Document:
    """A document whose canonical text is its sections, each under the last heading of its path."""
    text = ""
    placed = []
    for path, body in sections:
        text += f"{path[-1]}\n\n" if path else ""
        placed.append(Section(path, len(text), len(text) + len(body)))
        text += f"{body}\n\n"
    return Document("strategi", "strategi.docx", Metadata(title), text, tuple(placed), (), "0" * 64)


def sentence_of(words: int) -> str:
    return " ".join(["Kvinnor", *["ord"] * (words - 2), "makt."])


def texts(body: str, target: int, overlap: int = 0) -> list[str]:
    document = document_of(((), body))
    passages = split_document(document, PassageSettings(target, overlap))
    return [document.text[passage.start : passage.end] for passage in passages]


def lengths(sentences: list[int], target: int) -> list[int]:
    """How many words each passage has, for sentences of these many words."""
    return [len(text.split()) for text in texts(" ".join(map(sentence_of, sentences)), target)]


def test_sentences_are_gathered_until_the_target() -> None:
    assert lengths([5, 5, 5, 5, 5, 5], target=10) == [10, 10, 10]


def test_a_sentence_is_added_when_it_brings_the_passage_nearer_to_the_target() -> None:
    assert lengths([8, 4, 6, 6], target=10) == [12, 12]
    assert lengths([8, 9, 9], target=10) == [8, 9, 9]


def test_the_last_two_passages_are_evened_out() -> None:
    assert lengths([30, 30, 30, 30], target=90) == [60, 60]


def test_a_tail_under_a_third_of_the_target_is_merged() -> None:
    assert lengths([45, 45, 29], target=90) == [119]
    assert lengths([45, 45, 30], target=90) == [45, 75]


def test_a_sentence_longer_than_the_target_is_a_passage_of_its_own() -> None:
    assert lengths([3, 11, 3, 3], target=10) == [3, 11, 6]


def test_a_short_section_is_one_passage() -> None:
    assert texts("  Alla har samma rätt. Det gäller unga.\n", 90) == ["Alla har samma rätt. Det gäller unga."]


def test_a_list_keeps_its_introducing_sentence_with_its_first_two_items() -> None:
    body = f"{sentence_of(9)}\n\nVi ska:\nstärka alla kvinnors makt\nbryta mäns våld nu\nutbilda personal"
    assert texts(body, 10) == [
        sentence_of(9),
        "Vi ska:\nstärka alla kvinnors makt\nbryta mäns våld nu\nutbilda personal",
    ]


def test_an_introduced_list_still_ends_near_the_target() -> None:
    items = [f"{number}. stärka kvinnors makt" for number in range(1, 9)]
    body = "\n".join(["Regionen ska:", *items])
    first, *others = texts(body, 10)
    assert first == "\n".join(["Regionen ska:", *items[:2]])
    assert all(len(other.split()) <= 12 for other in others)


def test_a_tail_is_merged_with_a_list_that_is_long_only_together() -> None:
    body = "\n".join(["Vi ska:", sentence_of(7), sentence_of(8), "följa upp"])
    assert texts(body, 10) == [body]


def test_a_form_of_nothing_but_colons_makes_passages_of_bounded_length() -> None:
    assert all(len(text.split()) <= 15 for text in texts("Namn:\n" * 100, 10))


def test_overlap_repeats_the_last_sentences_of_the_passage_before() -> None:
    one, two, three = sentence_of(10), sentence_of(9), sentence_of(8)
    assert texts(f"{one} {two} {three}", 10, overlap=1) == [one, f"{one} {two}", f"{two} {three}"]


def test_overlap_does_not_reach_across_a_heading() -> None:
    document = document_of((("Mål",), "Ett mål."), (("Medel",), "Ett medel."))
    passages = split_document(document, PassageSettings(overlap_sentences=2))
    assert [document.text[passage.start : passage.end] for passage in passages] == ["Ett mål.", "Ett medel."]


def test_a_passage_names_its_document_and_section() -> None:
    document = document_of((("Mål",), "Ett mål."), (("Tomt",), " \n"), (("Medel",), "Ett medel."))
    passages = split_document(document, PassageSettings())
    assert [(passage.document_id, passage.section) for passage in passages] == [
        ("strategi", 0),
        ("strategi", 2),
    ]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ((), TITLE),
        (("Mål", "Delmål 6"), f"{TITLE} — Mål › Delmål 6"),
        ((TITLE, "Mål"), f"{TITLE} — Mål"),
        (("JÄMSTÄLLDHETSSTRATEGI  2024–2027",), TITLE),
    ],
)
def test_the_context_is_the_title_once_and_the_heading_path(path: tuple[str, ...], expected: str) -> None:
    document = document_of((path, "Text."))
    (passage,) = split_document(document, PassageSettings())
    assert context(document, passage) == expected


def test_what_is_encoded_is_the_context_and_the_text() -> None:
    document = document_of((("Mål",), "Ett mål.\n"))
    (passage,) = split_document(document, PassageSettings())
    assert encoded_text(document, passage) == f"{TITLE} — Mål\nEtt mål."


def test_the_key_of_the_settings_names_all_that_decides_the_borders() -> None:
    keys = {PassageSettings(*values).key for values in [(90, 0), (80, 0), (90, 1)]}
    assert len(keys) == 3
    assert f"sentences{SENTENCE_VERSION}" in PassageSettings().key
    assert PassageSettings().key == PassageSettings(90, 0).key


@pytest.mark.parametrize("values", [(0, 0), (90, -1)])
def test_settings_that_make_no_passages_are_refused(values: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="target_words"):
        PassageSettings(*values)


BODIES = st.lists(st.sampled_from([*"aÅ1 \n.:?”–", "Vi ska:\n", "Ett mål. ", "t.ex. ", " ord", "\n\n"])).map("".join)
DOCUMENTS = st.lists(st.tuples(st.just(("Rubrik. Ett",)), BODIES)).map(lambda sections: document_of(*sections))


def assert_passages_fit(document: Document, passages: tuple[Passage, ...]) -> None:
    """Whatever the overlap: a passage is its sentences, inside its section, and all of them are covered."""
    for number, section in enumerate(document.sections):
        own = [passage for passage in passages if passage.section == number]
        for passage in own:
            assert section.start <= passage.start < passage.end <= section.end
            assert (passage.start, passage.end) == (passage.sentences[0].start, passage.sentences[-1].end)
        covered = sorted({(one.start, one.end) for passage in own for one in passage.sentences})
        expected = [(span.start, span.end) for span in split(document.text, section.start, section.end)]
        assert covered == expected


@given(DOCUMENTS, st.integers(1, 12), st.integers(0, 3))
def test_passages_cover_their_sections_and_never_cross_one(document: Document, target: int, overlap: int) -> None:
    assert_passages_fit(document, split_document(document, PassageSettings(target, overlap)))


@given(DOCUMENTS, st.integers(1, 12))
def test_passages_without_overlap_are_ordered_and_apart(document: Document, target: int) -> None:
    passages = split_document(document, PassageSettings(target))
    assert all(one.end <= other.start for one, other in pairwise(passages))
    sentences = [sentence for passage in passages for sentence in passage.sentences]
    assert all(one.end <= other.start for one, other in pairwise(sentences))


@given(DOCUMENTS, st.integers(1, 12), st.integers(0, 3))
def test_a_passage_shows_its_sentences_and_only_white_space_between(
    document: Document, target: int, overlap: int
) -> None:
    for passage in split_document(document, PassageSettings(target, overlap)):
        shown = "".join(document.text[one.start : one.end] for one in passage.sentences)
        assert "".join(document.text[passage.start : passage.end].split()) == "".join(shown.split())


def test_passages_of_the_corpus_fit_and_are_near_the_target() -> None:
    folder = Path(os.environ.get("BOT_SHARED_DIR", "../shared")) / "corpus" / "regeringen"
    if not folder.is_dir():
        pytest.skip(f"the shared corpus is not at {folder}; set BOT_SHARED_DIR")
    settings = PassageSettings()
    for path in sorted(folder.glob("*.md")):
        document = document_of(*((("Avsnitt",), body) for body in path.read_text("utf-8").split("\n## ")))
        passages = split_document(document, settings)
        assert_passages_fit(document, passages)
        for passage in passages:
            words = len(document.text[passage.start : passage.end].split())
            assert words < 2 * settings.target_words or len(passage.sentences) <= 3
