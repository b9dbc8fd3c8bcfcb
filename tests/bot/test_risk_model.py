from pathlib import Path

import numpy as np
import pytest
import yaml

from bot.answer import Question, Status
from bot.answering import Answering
from bot.risk import Kind, at_risk
from bot.risk_model import RiskModel
from index.errors import NoGenerationError
from index.onnx_encoder import OnnxEncoder
from index.search import Meaning
from tests.fakes import FakeSearcher

CASES = Path(__file__).parent / "risk_cases"
UNSEEN_BY_THE_RULES = (
    "han vill inte att jag träffar min familj och han blir vansinnig om jag är sen",
    "kan ni hämta mig, han kommer hem klockan fem och då är det kört",
)


class MeaningSearcher(FakeSearcher):
    """A FakeSearcher that reads messages with a real encoder."""

    def __init__(self, encoder: OnnxEncoder) -> None:
        super().__init__()
        self._encoder = encoder

    def meaning(self, text: str, /) -> Meaning:
        return Meaning(self._encoder.hash, self._encoder.query_with_tokens(text).vector)


@pytest.fixture(scope="module")
def searcher(default_encoder: OnnxEncoder) -> MeaningSearcher:
    return MeaningSearcher(default_encoder)


def _unpublished(_text: str) -> Meaning:
    raise NoGenerationError("Ingen generation är publicerad.")


def _failing(_text: str) -> Meaning:
    raise ValueError("min man slog mig")


def test_the_model_belongs_to_the_default_encoder(default_encoder: OnnxEncoder) -> None:
    assert RiskModel.load().encoder == default_encoder.hash


@pytest.mark.parametrize("text", UNSEEN_BY_THE_RULES)
def test_someone_at_risk_gets_help_in_words_that_no_rule_has(searcher: MeaningSearcher, text: str) -> None:
    assert at_risk(text) is None
    answer = Answering(searcher).answer(Question(text))
    assert answer.status is Status.CRISIS
    assert "112" in answer.text
    assert text not in answer.text


def test_one_who_wishes_to_die_in_other_words_gets_the_help_for_that(searcher: MeaningSearcher) -> None:
    risk = RiskModel.load().at_risk("jag står på bron och det är lika bra att det tar slut nu", searcher.meaning)
    assert risk is not None
    assert risk.kinds == (Kind.SELF_HARM,)


def test_what_a_long_message_says_last_is_read_too(searcher: MeaningSearcher) -> None:
    before = "Jag bor i Sala och har läst om strategin på regionens webbplats. " * 20
    risk = RiskModel.load().at_risk(before + UNSEEN_BY_THE_RULES[0], searcher.meaning)
    assert risk is not None


@pytest.mark.parametrize("length", [0, 1, 299, 300, 301, 100_000])
def test_a_message_of_any_length_is_read_in_few_pieces(length: int) -> None:
    asked: list[str] = []

    def meaning(text: str) -> Meaning:
        asked.append(text)
        return Meaning("another", np.zeros(3, np.float32))

    RiskModel.load().at_risk("x" * length, meaning)
    assert len(asked) <= 10
    assert all(len(piece) <= 300 for piece in asked)


def test_with_another_encoder_the_model_says_nothing() -> None:
    assert RiskModel.load().at_risk("vad som helst", lambda _text: Meaning("another", np.ones(384, np.float32))) is None


def test_without_an_index_the_model_says_nothing() -> None:
    assert RiskModel.load().at_risk("vad som helst", _unpublished) is None


def test_what_goes_wrong_is_logged_without_the_message(caplog: pytest.LogCaptureFixture) -> None:
    assert RiskModel.load().at_risk("min man slog mig", _failing) is None
    assert "ValueError" in caplog.text
    assert "min man" not in caplog.text


@pytest.mark.parametrize("name", ["sv", "en", "fi", "ar", "so", "de", "pl"])
def test_a_question_about_the_subject_is_not_taken_for_someone_at_risk(searcher: MeaningSearcher, name: str) -> None:
    texts = yaml.safe_load((CASES / f"{name}.yaml").read_text("utf-8"))["topical"]
    model = RiskModel.load()
    assert [text for text in texts if model.at_risk(text, searcher.meaning)] == []
