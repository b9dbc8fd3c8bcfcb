"""The explanatory texts in documents/ and the golden questions about them."""

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import frontmatter
import pytest
import yaml

from index.canonical import document_id, to_document
from index.documents import Document
from index.readers.registry import read_file
from index.sentences import split

FOLDER = Path(__file__).parent.parent / "documents"
TEXTS = sorted(path.name for path in FOLDER.glob("*.md"))
GOLDEN: list[dict[str, str]] = yaml.safe_load((FOLDER / "golden.yaml").read_text(encoding="utf-8"))
ANSWERED = [question for question in GOLDEN if question["document"] != "none"]
UNANSWERED = [question for question in GOLDEN if question["document"] == "none"]
_RUN = 8
"""Words in a row that a text must not share with a source."""
_QUOTED = re.compile(r"”[^”]*”")
_LEANS_ON_THE_ONE_BEFORE = re.compile(
    r"(Den|De|Detta|Denna|Dessa|Han|Hon|Här|Där) (gäller|är|har|ska|kan|var|hade|innehåller|finns|säger)\b|Detta\b"
)


@cache
def _document(name: str) -> Document:
    return to_document(read_file(FOLDER / name), id=document_id(name), path=name, file_sha256="")


def _front_matter(name: str) -> dict[str, Any]:
    metadata: dict[str, Any] = frontmatter.loads((FOLDER / name).read_text(encoding="utf-8")).metadata
    return metadata


def _sentences(name: str) -> list[str]:
    text = _document(name).text
    return [text[span.start : span.end] for span in split(text)]


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)}


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_has_its_metadata(name: str) -> None:
    metadata = _document(name).metadata
    assert metadata.kind == "forklaring"
    assert metadata.issuer == "Jämställdhetsbotens redaktion"
    assert metadata.language == "sv"
    assert (metadata.valid_from or date.min) < (metadata.valid_to or date.max)


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_names_the_source_of_its_facts(name: str) -> None:
    sources = _front_matter(name)["sources"]
    assert all(source["title"] and source["facts"] for source in sources)
    assert _document(name).metadata.source_url == sources[0]["url"]


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_says_that_it_explains_and_decides_nothing(name: str) -> None:
    document = _document(name)
    assert document.metadata.title.startswith("Förklaring: ")
    assert document.text.startswith(document.metadata.title)
    first = document.text[document.sections[0].start : document.sections[0].end]
    assert re.match(r"Jämställdhetsbotens redaktion har skrivit .*förklaring.* (inte|ingen) ", first)


@pytest.mark.parametrize("name", TEXTS)
def test_no_source_line_can_be_quoted(name: str) -> None:
    text = _document(name).text
    assert "http" not in text
    assert "Källorna är" not in text
    assert "Källor" not in {heading for section in _document(name).sections for heading in section.heading_path}


@pytest.mark.parametrize("name", TEXTS)
def test_a_sentence_is_understood_alone(name: str) -> None:
    assert [sentence for sentence in _sentences(name) if _LEANS_ON_THE_ONE_BEFORE.match(sentence)] == []


@pytest.mark.parametrize("question", ANSWERED, ids=lambda question: question["question"])
def test_a_golden_answer_stands_word_for_word_in_one_sentence_of_its_text(question: dict[str, str]) -> None:
    assert question["document"] in TEXTS
    assert any(question["answer"] in sentence for sentence in _sentences(question["document"]))


def test_a_golden_question_without_an_answer_names_no_document() -> None:
    assert {question["answer"] for question in UNANSWERED} == {""}


def test_a_third_of_at_least_45_golden_questions_have_no_answer() -> None:
    assert len({question["question"] for question in GOLDEN}) == len(GOLDEN) >= 45
    assert 3 * len(UNANSWERED) >= len(GOLDEN)


def test_every_text_answers_a_golden_question() -> None:
    assert {question["document"] for question in ANSWERED} == set(TEXTS)


def test_nothing_but_names_and_goals_is_copied_from_a_source(shared_dir: Path) -> None:
    paths = [*(shared_dir / "facts").glob("*.txt"), *(shared_dir / "corpus").rglob("*.*")]
    copied = set().union(*(_runs(path.read_text(encoding="utf-8")) for path in paths))
    # What stands for a quotation is no word of any source, so that no run reaches over it.
    own = {name: set().union(*(_runs(_QUOTED.sub(" zzz ", s)) for s in _sentences(name))) for name in TEXTS}
    assert {name: own[name] & copied for name in TEXTS if own[name] & copied} == {}
