"""Questions that people ask about the decision to join the strategy, over the decision paper alone."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.answer import Answer, Question, Status
from bot.answering import Answering
from index.build import Workshop, build
from index.encoder import Progress, silent
from index.live import LiveSearcher
from index.onnx_encoder import OnnxEncoder
from index.publishing import publish
from index.readers.process import ReaderProcess

ANSWERS = {
    "Vad kostar det att gå med?": r"inga behov av finansiering|inte medföra några ekonomiska",
    "Vilka får ansluta sig?": r"Alla organisationer som vill",
    "Vad innebär det att ansluta sig?": r"anslutning innebär",
    "Hur ska arbetet följas upp?": r"Uppföljning sker i dialog",
    "Vilken är visionen?": r"Ett jämställt Västmanland fritt från våld",
    "påverkar beslutet miljön": r"miljökonsekvenser",
    "Vad säger man om barn?": r"Barnets bästa",
    "Vad får vi för hjälp av Länsstyrelsen om vi är med?": r"processtöd",
    "Har regionen fått lämna synpunkter?": r"remissinstans|regionens synpunkter",
    "Vad är förslaget till beslut?": r"Att Region Västmanland ansluter sig",
}


@pytest.fixture(scope="module")
def ask(
    tmp_path_factory: pytest.TempPathFactory, shared_dir: Path, default_encoder: OnnxEncoder
) -> Callable[[str], Answer]:
    var_dir = tmp_path_factory.mktemp("decision")
    with ReaderProcess() as reader:
        shop = Workshop(var_dir, reader, default_encoder.hash, lambda: default_encoder, _no_step)
        publish(var_dir, build([shared_dir / "corpus" / "beslut"], shop).generation)
    live = LiveSearcher(var_dir, lambda _hash: default_encoder)
    live.refresh()
    answering = Answering(live)
    return lambda question: answering.answer(Question(question))


def _no_step(_name: str, _total: int) -> Progress:
    return silent


@pytest.mark.parametrize("question", ANSWERS)
def test_the_first_quote_answers(ask: Callable[[str], Answer], question: str) -> None:
    answer = ask(question)
    assert answer.status in {Status.ANSWERED, Status.RELATED}
    assert re.search(ANSWERS[question], (answer.quotes + answer.related)[0].text)


@pytest.mark.parametrize(
    "question", ["Hur ansöker jag om bygglov?", "Vad blir vädret imorgon?", "Hur lagar man köttbullar?"]
)
def test_what_has_nothing_to_do_with_it_gets_no_answer(ask: Callable[[str], Answer], question: str) -> None:
    assert ask(question).status is Status.NO_ANSWER
