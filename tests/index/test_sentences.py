import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import Span, split

# Each case is one text, written as the sentences it must be split into.
SENTENCES = {
    "full stops": ["Alla har samma rätt.", "Det gäller även unga.", "Ändå skiljer det sig åt."],
    "other end marks": ["Vad gör vi?", "Agera nu!", "Eller …", "Åter igen ...", "2023 kom svaret."],
    "a digit begins": ["Antalet minskade under 2023.", "14 kvinnor dödades."],
    "a quote begins": [
        "Så är det.",
        "”Vi gör mer”, säger hon.",
        "\u201dBra.\u201d",
        "»Nej.«",
        "(Ja.)",
        "Slut.",
    ],
    "a dash begins": ["Så är det.", "– Vi gör mer, säger hon.", "– Det gör vi inte."],
    "direct speech": ["– Det är viktigt, säger X."],
    "speech question": ["– Vad gör vi? frågar X.", "– Hjälp! ropar Y."],
    "quoted question": ["”Varför lämnar de inte bara?” är en vanlig fråga."],
    "for example": ["Det gäller t.ex. Region Västmanland, bl.a. Sala och dvs. Köping."],
    "spaced abbreviation": ["Det gäller t. ex. Sala, bl. a. Köping, fr. o. m. 2024 och s. k. Hedersvåld."],
    "capital abbreviation": ["T.ex. Sala och Köping.", "Kl. 10 börjar mötet.", "Jfr. Bilaga 2."],
    "from and until": ["Det gäller fr.o.m. 2024 t.o.m. 2027, p.g.a. Lagen."],
    "titles": ["Hon är prof. Anna Berg och han f.d. Landshövding, dr. Per Ek.", "De kom."],
    "references": ["Se prop. 2005/06:155, skr. 2016/17:10, dir. 2014:25, dnr. S2020/1 och SFS 2017:937."],
    "chapters": ["Enligt 6 kap. 11 § gäller detta, jfr. 3 kap. 2 §.", "Lagen trädde i kraft."],
    "paragraph sign": ["§ 5 gäller enligt 3 §. 2 mom. och nr. 4, tel. 021-17, ca. 5, resp. 6."],
    "and so on, at an end": ["Polis, skola m.m.", "Det gäller alla.", "Barn osv.", "Vuxna etc.", "Slut."],
    "and so on, inside": ["Polis m.fl. som hanterar våld m.m. 2022–2024, o.s.v. under åren."],
    "and so on, in brackets": ["Stöd (polis, skola m.m.) Region Västmanland ger."],
    "bracketed sentence": ["Det gäller.", "(Även polis m.m.)", "Alla ska med."],
    "money": ["Det kostar 34 mkr.", "Regionen betalar 50 kr.", "Köp 5 st.", "Alla."],
    "initials": ["A. Lindgren och C.V. Heidenstam skrev, liksom E. M. Forster.", "Alla läste."],
    "royal": ["H.K.H. Kronprinsessan kom."],
    "no initial": ["Alla behöver vitamin D.", "Det gäller alternativ A.", "Vi valde B.", "14 var med."],
    "acronym": ["Sverige är med i EU.", "Arbetet sker i FN.", "Lokalen var tom.", "Hon var ung."],
    "dates": ["Mötet är den 5. mars eller 2024.03.05 kl. 10.30.", "Det räcker."],
    "numbers": ["Det är 1 000 000 kronor, 1.000 eller 3.5 procent.", "Allt."],
    "number last": ["Jämställdhet är mål 5.", "Strategin gäller till 2027.", "Bra."],
    "dotted section": ["2.1.3 Uppföljning sker.", "Se avsnitt 2.1.3.", "Där står mer."],
    "roman label": ["IV. Mål för alla."],
    "goal label": ["Mål 5. Uppnå jämställdhet.", "Det är viktigt."],
    "inline items": ["Vi beslutar: 1. Att anta planen.", "2. Att följa upp."],
    "ellipsis in brackets": ["Hon sa […] Region Västmanland och (!) Sala."],
    "dot leaders": ["Uppföljning ........ 5"],
    "note number": ["Det är våld.1", "Så är det (dir. 2014:25).2", "Vi vet."],
    "note mark": ["Det är våld.¹", "Så är det.[12]", "Alla vet."],
    "a missing link": ["Läs mer här .", "Det räcker med . 5 ord."],
    "address": ["Läs på www.regeringen.se.", "Skriv till info@region.se."],
}

ALL_SENTENCES = [
    pytest.param(sentence, id=f"{name} {number}")
    for name, sentences in SENTENCES.items()
    for number, sentence in enumerate(sentences)
]
PIECES = [*"aBåÄ5. \n!?…”\"'()[]–:;§\u00a0¹", "t.ex.", "m.m.", "A.", " Det", "kap. ", "våld", "Mål 5"]
TEXTS = st.lists(st.sampled_from(PIECES)).map("".join)


def shown(text: str, start: int = 0, end: int | None = None) -> list[str]:
    return [text[span.start : span.end] for span in split(text, start, end)]


@pytest.mark.parametrize("sentences", SENTENCES.values(), ids=SENTENCES.keys())
def test_a_text_is_split_at_its_sentence_borders(sentences: list[str]) -> None:
    assert shown(" ".join(sentences)) == sentences


@pytest.mark.parametrize("sentence", ALL_SENTENCES)
def test_a_sentence_is_not_split_again(sentence: str) -> None:
    assert shown(sentence) == [sentence]


def test_a_line_break_always_ends_a_sentence() -> None:
    assert shown("Vi ska\n\nstärka kvinnor\n• öka makten\n") == ["Vi ska", "stärka kvinnor", "• öka makten"]


def test_a_number_stays_with_its_item() -> None:
    items = [
        "1. Att Region Västmanland ansluter sig.",
        "2. Uppdra åt direktören",
        "10. 14 kvinnor",
        "§ 3. Beslut",
    ]
    assert shown("\n".join(items)) == items


def test_a_letter_or_a_dotted_number_stays_with_its_item() -> None:
    items = ["a. Antal kvinnor", "2.1. Mål och medel", "– 3. Uppföljning", "Tabell 4. Andel kvinnor"]
    assert shown("\n".join(items)) == items


def test_a_very_long_sentence_is_kept_whole() -> None:
    sentence = "Vi ska " + "stärka kvinnor, män; " * 100 + "och alla andra."
    assert shown(sentence) == [sentence]


def test_only_the_range_asked_for_is_split() -> None:
    text = "Ett. Två är här. Tre är där. Fyra."
    assert split(text, 5, 28) == [Span(5, 16), Span(17, 28)]
    assert split(text, 5, 5) == []


def test_offsets_count_code_points() -> None:
    assert split("𝒜å 👩🏽. Ärlig.") == [Span(0, 6), Span(7, 13)]


@pytest.mark.parametrize("text", ["", "  \n\t\n "])
def test_white_space_has_no_sentences(text: str) -> None:
    assert split(text) == []


@given(TEXTS | st.text())
def test_spans_are_ordered_and_cover_all_but_white_space(text: str) -> None:
    spans = split(text)
    position = 0
    for span in spans:
        assert span.start < span.end
        assert text[position : span.start].strip() == ""
        assert text[span.start : span.end] == text[span.start : span.end].strip()
        position = span.end
    assert text[position:].strip() == ""


@given(TEXTS)
def test_every_sentence_of_any_text_is_one_sentence_by_itself(text: str) -> None:
    for span in split(text):
        assert split(text, span.start, span.end) == [span]
        assert split(text[span.start : span.end]) == [Span(0, span.end - span.start)]


@given(TEXTS, st.integers(0, 20), st.integers(0, 40))
def test_a_range_gives_what_its_slice_gives(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    text = text[:start] + " " + text[start:]
    assert shown(text, start + 1, end + 1) == shown(text[start + 1 : end + 1])


@pytest.mark.parametrize(
    "piece",
    [".", ". ", "A. ", "” ", "t.ex. ", "\u00a0", "!?…", "[", "([", ".1 ", "1.", "– ", "[1]", "a.a", "A"],
)
def test_a_hostile_text_takes_linear_time(piece: str) -> None:
    text = "Ord. " + piece * (200_000 // len(piece)) + " Slut."
    began = time.process_time()
    split(text)
    assert time.process_time() - began < 5


@pytest.fixture(scope="module")
def corpus() -> list[str]:
    shared = Path(os.environ.get("BOT_SHARED_DIR", "../shared"))
    folder = shared / "corpus" / "regeringen"
    if not folder.is_dir():
        pytest.skip(f"the shared corpus is not at {folder}; set BOT_SHARED_DIR")
    return [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md"))]


def test_the_corpus_is_split_in_under_two_seconds(corpus: list[str]) -> None:
    began = time.process_time()
    count = sum(len(split(text)) for text in corpus)
    assert time.process_time() - began < 2
    assert count > 5_000


def test_no_sentence_of_the_corpus_ends_with_an_abbreviation_that_leads_on(corpus: list[str]) -> None:
    leads_on = {"t.ex.", "bl.a.", "fr.o.m.", "t.o.m.", "s.k.", "prop.", "skr.", "dir.", "kap.", "kl.", "nr."}
    inside_a_line = (
        text[span.start : span.end] for text in corpus for span in split(text) if text[span.end : span.end + 1] == " "
    )
    ends = [sentence for sentence in inside_a_line if sentence.split()[-1].lstrip("(") in leads_on]
    assert ends == []


def test_no_sentence_of_the_corpus_begins_with_a_small_letter_inside_a_line(corpus: list[str]) -> None:
    begins = [
        text[span.start : span.start + 40]
        for text in corpus
        for span in split(text)
        if text[span.start].islower() and not text[: span.start].rstrip(" ").endswith("\n")
    ]
    assert begins == []
