"""Who is taken for someone at risk, and which help comes first, when rules and model are weighed together."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from bot.answer import Question, Status
from bot.answering import Answering
from bot.risk import Kind, Risk
from bot.risk import at_risk as at_risk_by_rules
from bot.risk_decision import at_risk, decided
from bot.risk_model import Likelihood, RiskModel
from index.errors import NoGenerationError
from index.onnx_encoder import OnnxEncoder
from index.search import Meaning
from tests.fakes import FakeSearcher

CASES = Path(__file__).parent / "risk_cases"
LANGUAGES = ("sv", "en", "fi", "ar", "so", "de", "pl")
UNSEEN_BY_THE_RULES = (
    "han vill inte att jag träffar min familj och han blir vansinnig om jag är sen",
    "kan ni hämta mig, han kommer hem klockan fem och då är det kört",
)
CERTAIN = "min man slår mig"
LIKELY = "min man skriker och jag är rädd"
NOTHING = "vad säger du om det"
EVEN = dict.fromkeys(Kind, 0.25)


class MeaningSearcher(FakeSearcher):
    """A FakeSearcher that reads messages with a real encoder."""

    def __init__(self, encoder: OnnxEncoder) -> None:
        super().__init__()
        self._encoder = encoder

    def meaning(self, text: str, /) -> Meaning:
        return Meaning(self._encoder.hash, self._encoder.query_with_tokens(text).vector)


@pytest.fixture(scope="module")
def model() -> RiskModel:
    return RiskModel.load()


@pytest.fixture(scope="module")
def searcher(default_encoder: OnnxEncoder) -> MeaningSearcher:
    return MeaningSearcher(default_encoder)


@pytest.fixture(scope="module")
def found(model: RiskModel, searcher: MeaningSearcher) -> Callable[[str], Risk | None]:
    return lambda text: at_risk(text, model, searcher.meaning)


def _kinds(likely: dict[Kind, float]) -> dict[Kind, float]:
    left = (1 - sum(likely.values())) / (len(Kind) - len(likely))
    return dict.fromkeys(Kind, left) | likely


@pytest.mark.parametrize("text", UNSEEN_BY_THE_RULES)
def test_someone_at_risk_gets_help_in_words_that_no_rule_has(searcher: MeaningSearcher, text: str) -> None:
    assert at_risk_by_rules(text) is None
    answer = Answering(searcher).answer(Question(text))
    assert answer.status is Status.CRISIS
    assert "112" in answer.text
    assert text not in answer.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_nearly_everyone_at_risk_is_found_and_the_subject_is_told_apart(
    found: Callable[[str], Risk | None], language: str
) -> None:
    cases = yaml.safe_load((CASES / f"{language}.yaml").read_text("utf-8"))
    told = [text for texts in cases["at_risk"].values() for text in texts]
    assert sum(found(text) is not None for text in told) / len(told) >= 0.95
    assert [text for text in cases["topical"] if found(text)] == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("jag är 12 och min styvpappa kommer in till mig på nätterna", Kind.CHILD),
        ("min elev säger att hon är rädd för att gå hem", Kind.CHILD),
        ("im 13 and my dad beats me", Kind.CHILD),
        ("mam 12 lat i ojczym mnie bije", Kind.CHILD),
        ("olen 14 ja isä hakkaa minua", Kind.CHILD),
        ("jag har slagit min fru och vill sluta", Kind.PERPETRATOR),
        ("jag står på bron och det är lika bra att det tar slut nu", Kind.SELF_HARM),
        ("min granne slår sin tjej", Kind.VICTIM),
        ("min sambo har hotat att döda mig", Kind.VICTIM),
    ],
)
def test_the_help_that_fits_best_comes_first(found: Callable[[str], Risk | None], text: str, kind: Kind) -> None:
    risk = found(text)
    assert risk is not None
    assert risk.kind is kind


@pytest.mark.parametrize(
    ("text", "score", "is_risk"),
    [
        (CERTAIN, -0.6, True),
        (CERTAIN, -0.8, False),
        (LIKELY, -0.3, True),
        (LIKELY, -0.5, False),
        (NOTHING, 0.2, True),
        (NOTHING, 0.0, False),
    ],
)
def test_the_surer_the_rules_the_surer_the_model_must_be_to_overrule_them(
    model: RiskModel, text: str, score: float, is_risk: bool
) -> None:
    assert (decided(text, model, Likelihood(score, EVEN, whole=True)) is not None) is is_risk


def test_rules_are_not_overruled_on_a_message_that_was_not_read_to_its_end(model: RiskModel) -> None:
    assert decided(LIKELY, model, Likelihood(-9.0, EVEN, whole=False)) is not None
    assert decided(NOTHING, model, Likelihood(-9.0, EVEN, whole=False)) is None


def test_where_it_is_clear_what_is_told_of_that_comes_first(model: RiskModel) -> None:
    risk = decided(NOTHING, model, Likelihood(1.0, _kinds({Kind.VICTIM: 0.7, Kind.CHILD: 0.2}), whole=True))
    assert risk is not None
    assert risk.kinds == (Kind.VICTIM, Kind.CHILD)


def test_in_doubt_the_most_urgent_possible_kind_comes_first(model: RiskModel) -> None:
    risk = decided(NOTHING, model, Likelihood(1.0, _kinds({Kind.VICTIM: 0.48, Kind.CHILD: 0.45}), whole=True))
    assert risk is not None
    assert risk.kinds == (Kind.CHILD, Kind.VICTIM)


def test_one_who_may_be_hurt_is_not_answered_as_the_one_who_hurts(model: RiskModel) -> None:
    risk = decided(NOTHING, model, Likelihood(1.0, _kinds({Kind.PERPETRATOR: 0.55, Kind.VICTIM: 0.4}), whole=True))
    assert risk is not None
    assert risk.kinds == (Kind.VICTIM, Kind.PERPETRATOR)


def test_one_who_says_how_young_they_are_gets_the_help_for_children_first(model: RiskModel) -> None:
    kinds = _kinds({Kind.VICTIM: 0.7, Kind.CHILD: 0.2})
    risk = decided("jag är 14 år och vad säger du om det", model, Likelihood(1.0, kinds, whole=True))
    assert risk is not None
    assert risk.kind is Kind.CHILD


def test_without_an_index_the_rules_decide_alone(model: RiskModel) -> None:
    def unpublished(_text: str) -> Meaning:
        raise NoGenerationError("Inget.")

    for text in (CERTAIN, LIKELY, NOTHING):
        assert at_risk(text, model, unpublished) == at_risk_by_rules(text)
