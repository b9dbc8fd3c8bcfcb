"""An example that a page offers is a golden question, and gets its answer over documents/ in the page's language."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.answer import Question, Status
from bot.answering import Answering
from bot.content import default_content
from bot.golden import read_golden
from index.build import Workshop, build
from index.encoder import Encoder, Progress, silent
from index.live import LiveSearcher
from index.publishing import publish
from index.readers.process import ReaderProcess
from web.chrome import chromes

DOCUMENTS = Path(__file__).parents[2] / "documents"
EXAMPLES = [
    (language, example)
    for language, words in chromes().items()
    for example in (words.examples or default_content().example_questions)
]


def _no_step(_name: str, _total: int) -> Progress:
    return silent


@pytest.fixture(scope="module")
def answering(tmp_path_factory: pytest.TempPathFactory, default_encoder: Encoder) -> Iterator[Answering]:
    var_dir = tmp_path_factory.mktemp("examples") / "var"
    with ReaderProcess() as reader:
        shop = Workshop(var_dir, reader, default_encoder.hash, lambda: default_encoder, _no_step)
        publish(var_dir, build([DOCUMENTS], shop).generation)
    live = LiveSearcher(var_dir, lambda _hash: default_encoder)
    live.refresh()
    yield Answering(live)
    live.close()


@pytest.mark.parametrize("language", chromes())
def test_there_are_four_in_every_language(language: str) -> None:
    assert [name for name, _ in EXAMPLES].count(language) == 4


@pytest.mark.parametrize(("language", "example"), EXAMPLES)
def test_an_example_is_answered_in_its_language_by_words_of_a_golden_answer(
    answering: Answering, language: str, example: str
) -> None:
    answer = answering.answer(Question(example, (), date(2026, 11, 1)))
    assert (answer.status, answer.language) == (Status.ANSWERED, language)
    wanted = [golden for golden in read_golden(DOCUMENTS / "golden.yaml") if golden.document is not None]
    assert any(golden.is_answered_right(answer) for golden in wanted)
