"""docs/conversation.md shows what the bot does; it must be what the bot does over documents/."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.answer import Question
from bot.answering import Answering
from index.build import Workshop, build
from index.encoder import Encoder, Progress, silent
from index.live import LiveSearcher
from index.publishing import publish
from index.readers.process import ReaderProcess

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "conversation.md"
TODAY = date(2026, 11, 1)
ROW = re.compile(r"^\| (?P<earlier>[^|]*) \| (?P<question>[^|]+) \| `(?P<status>\w+)` \| (?P<shown>[^|]*) \|$", re.M)
EXAMPLES = [
    (row["earlier"].strip(), row["question"].strip(), row["status"], row["shown"].strip())
    for row in ROW.finditer(PAGE.read_text(encoding="utf-8"))
]


def _no_step(_name: str, _total: int) -> Progress:
    return silent


@pytest.fixture(scope="module")
def answering(tmp_path_factory: pytest.TempPathFactory, default_encoder: Encoder) -> Iterator[Answering]:
    var_dir = tmp_path_factory.mktemp("conversation") / "var"
    with ReaderProcess() as reader:
        shop = Workshop(var_dir, reader, default_encoder.hash, lambda: default_encoder, _no_step)
        publish(var_dir, build([ROOT / "documents"], shop).generation)
    live = LiveSearcher(var_dir, lambda _hash: default_encoder)
    live.refresh()
    yield Answering(live)
    live.close()


def test_the_page_has_examples() -> None:
    assert len(EXAMPLES) > 20


@pytest.mark.parametrize(("earlier", "question", "status", "shown"), EXAMPLES, ids=[row[1] for row in EXAMPLES])
def test_the_bot_does_what_the_page_shows(
    answering: Answering, earlier: str, question: str, status: str, shown: str
) -> None:
    answer = answering.answer(Question(question, (earlier,) if earlier else (), TODAY))
    assert answer.status.value == status
    quotes = (quote.text for quote in answer.quotes + answer.related)
    told = "\n".join((answer.text, answer.interpreted_as or "", *answer.notices, *quotes))
    assert shown in told
