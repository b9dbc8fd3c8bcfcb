import numpy as np
import pytest

from bot.risk import Kind
from bot.risk_model import Bars, KindModel, Remembered, RiskModel, pieces_of
from index.errors import NoGenerationError
from index.onnx_encoder import OnnxEncoder
from index.search import Meaning

HARMLESS = "Jag bor i Sala och har läst om strategin på regionens webbplats."
TELLING = "han vill inte att jag träffar min familj och han blir vansinnig om jag är sen"


def _unpublished(_text: str) -> Meaning:
    raise NoGenerationError("Ingen generation är publicerad.")


def _failing(_text: str) -> Meaning:
    raise ValueError("min man slog mig")


@pytest.fixture(scope="module")
def model() -> RiskModel:
    return RiskModel.load()


def test_the_model_belongs_to_the_default_encoder(model: RiskModel, default_encoder: OnnxEncoder) -> None:
    assert model.encoder == default_encoder.hash


def test_a_message_scores_by_the_remembered_ones_near_it() -> None:
    vectors = np.array([[1, 0], [0, 1]], np.float32)
    remembered = Remembered(vectors, np.array([1, -1], np.float32), 0.0, 3.0)
    near, far, between = (remembered.score(np.array(v, np.float32)) for v in ([1, 0], [0, 1], [0.5**0.5, 0.5**0.5]))
    assert near > between > far
    assert between == pytest.approx(0)
    assert near == pytest.approx(1 - np.exp(-6))


def test_the_most_telling_sentence_counts_also_when_it_is_the_last(
    model: RiskModel, default_encoder: OnnxEncoder
) -> None:
    def meaning(text: str) -> Meaning:
        return Meaning(default_encoder.hash, default_encoder.query_with_tokens(text).vector)

    harmless = model.likelihood(HARMLESS, meaning)
    telling = model.likelihood(f"{HARMLESS} " * 20 + TELLING, meaning)
    assert harmless is not None
    assert telling is not None
    assert harmless.score < model.bars.nothing_found < telling.score
    assert harmless.whole
    assert not telling.whole
    assert set(telling.kinds) == set(Kind)
    assert sum(telling.kinds.values()) == pytest.approx(1)


@pytest.mark.parametrize("length", [0, 1, 299, 300, 301, 100_000])
def test_a_message_of_any_length_is_read_in_few_pieces_and_last_as_a_whole(length: int) -> None:
    for text in ("x" * length, "x y z. " * (length // 7)):
        pieces = pieces_of(text)
        assert 1 <= len(pieces) <= 10
        assert all(len(piece) <= 300 for piece in pieces)
        assert pieces[-1] == text[:300]


def test_with_another_encoder_the_model_says_nothing_and_the_log_says_so_once(
    model: RiskModel, caplog: pytest.LogCaptureFixture
) -> None:
    another = Meaning("another-encoder", np.ones(384, np.float32))
    for text in ("vad som helst", "min man slog mig"):
        assert model.likelihood(text, lambda _text: another) is None
    assert caplog.text.count("another-encoder") == 1
    assert "min man" not in caplog.text


def test_without_an_index_the_model_says_nothing(model: RiskModel) -> None:
    assert model.likelihood("vad som helst", _unpublished) is None


def test_what_goes_wrong_is_logged_without_the_message(model: RiskModel, caplog: pytest.LogCaptureFixture) -> None:
    assert model.likelihood("min man slog mig", _failing) is None
    assert "ValueError" in caplog.text
    assert "min man" not in caplog.text


def test_kinds_are_given_by_their_order() -> None:
    kinds = KindModel(np.zeros((4, 2), np.float32), np.array([0, 0, 9, 0], np.float32))
    shares = kinds.probabilities(np.array([1, 0], np.float32))
    assert max(shares, key=lambda kind: shares[kind]) is Kind.VICTIM
    assert Bars(0.0, -0.6, -1.5).certain < Bars(0.0, -0.6, -1.5).likely
