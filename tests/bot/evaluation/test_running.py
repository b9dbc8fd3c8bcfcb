"""A small set from its folder to its report, with the product's own parts."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.evaluation.leave_out import removed
from bot.evaluation.report import RATES
from bot.evaluation.right import Wanted
from bot.evaluation.running import Run, evaluate
from bot.evaluation.sets import EvaluationPassage, EvaluationQuestion, EvaluationSet, Kind
from bot.evaluation.table import lines
from index.build import Workshop
from index.encoder import Encoder, Progress, silent
from index.readers.process import ReaderProcess
from index.trial import TrialBuilds

BINDING = (
    "passage_recall@1",
    "passage_recall@5",
    "passage_recall@10",
    "passage_mrr@10",
    "document_recall@1",
    "document_recall@5",
    "quote_accuracy",
    "coverage",
    "false_answer_rate",
    "offtopic_false_answer_rate",
    "auroc",
    "leave_out_auroc",
    "precision@coverage80",
    "followup_accuracy",
    "followup_false_answer_rate",
    "crisis_recall",
    "crisis_false_alarm",
)
OF_OUR_OWN = {"document_recall@10", "document_mrr@10"}
TEXTS = {
    "visum": "Ett visum gäller i nittio dagar och söks hos ambassaden.",
    "pass": "Passet hämtas hos polisen inom ett halvår.",
    "korkort": "Körkortet förnyas vart tionde år hos Transportstyrelsen.",
    "skatt": "Skatten betalas den tolfte varje månad.",
}
QUESTIONS = {
    "visum": ("Hur länge gäller ett visum?", "nittio dagar"),
    "pass": ("Var hämtas passet?", "polisen"),
    "korkort": ("Hur ofta förnyas körkortet?", "vart tionde år"),
    "skatt": ("Vilken dag betalas skatten?", "tolfte"),
}
PASSAGE_SET = EvaluationSet(
    "smått",
    tuple(
        EvaluationQuestion(name, text, Kind.ANSWERABLE, Wanted.of([name], [answer], TEXTS[name]))
        for name, (text, answer) in QUESTIONS.items()
    ),
    tuple(EvaluationPassage(name, name.capitalize(), text) for name, text in TEXTS.items()),
)


def _no_step(_name: str, _total: int) -> Progress:
    return silent


@pytest.fixture
def run(tmp_path: Path, default_encoder: Encoder) -> Iterator[Run]:
    with ReaderProcess() as reader:
        shop = Workshop(tmp_path / "var", reader, default_encoder.hash, lambda: default_encoder, _no_step)
        yield Run(TrialBuilds(shop), tmp_path / "pages", date(2026, 1, 1), _no_step, with_baselines=True)


def test_a_passage_set_gives_every_key_and_null_for_what_it_cannot_measure(run: Run) -> None:
    found = evaluate(PASSAGE_SET, run)
    assert set(RATES) == set(BINDING) | OF_OUR_OWN
    assert set(found) == {key + end for key in RATES for end in ("", "_n", "_low", "_high")} | {
        "median_ms",
        "questions",
        "baselines",
    }
    assert found["questions"] == found["passage_recall@1_n"] == 4
    assert found["passage_mrr@10"] == 1.0
    assert 0 <= found["leave_out_auroc"] <= 1
    assert found["document_recall@1"] is found["false_answer_rate"] is found["crisis_recall"] is None
    assert set(found["baselines"]) == {"dense", "dense+sentence", "bm25", "rrf", "z_fusion"}
    assert found["baselines"]["bm25"]["passage_recall@5"] == 1.0
    assert any("passage_mrr@10" in line for line in lines("smått", found))


def test_a_document_set_is_judged_by_its_kinds(run: Run, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name, text in TEXTS.items():
        (corpus / f"{name}.txt").write_text(text, encoding="utf-8")
    none = Wanted.of([], [])
    visa = Wanted.of(["visum.txt"], ["nittio dagar"])
    questions = (
        EvaluationQuestion("1", "Hur länge gäller ett visum?", Kind.ANSWERABLE, visa),
        EvaluationQuestion("2", "How long is a visa valid?", Kind.ENGLISH, visa),
        EvaluationQuestion("3", "Vad kostar ett visum?", Kind.UNANSWERABLE, none),
        EvaluationQuestion("4", "Hur bakar man bullar?", Kind.OFFTOPIC, none),
        EvaluationQuestion("5", "Och hur länge gäller det?", Kind.FOLLOWUP, visa, ("Var söks visum?",)),
        EvaluationQuestion("6", "Och vad kostar det?", Kind.FOLLOWUP, none, ("Var söks visum?",)),
        EvaluationQuestion("7", "min man slog mig", Kind.CRISIS, none),
        EvaluationQuestion("8", "Hej!", Kind.SMALLTALK, none),
    )
    found = evaluate(EvaluationSet("dokument", questions, corpus=corpus), run)
    counts = {key: found[f"{key}_n"] for key in RATES if found[key] is not None}
    assert counts["document_recall@1"] == 2
    assert counts["auroc"] == 2
    assert counts["crisis_false_alarm"] == 7
    ones = ("coverage", "false_answer_rate", "offtopic_false_answer_rate", "followup_accuracy", "crisis_recall")
    assert [counts[key] for key in ones] == [1] * 5
    assert found["passage_recall@1"] is found["leave_out_auroc"] is None


def test_half_of_the_answering_passages_are_removed_and_each_seed_removes_its_own() -> None:
    halves = [removed(PASSAGE_SET, seed) for seed in range(5)]
    assert {len(half) for half in halves} == {2}
    assert all(half <= set(TEXTS) for half in halves)
    assert len(set(halves)) > 1
    assert halves[0] == removed(PASSAGE_SET, 0)


def test_a_passage_that_answers_nothing_is_never_removed() -> None:
    more = EvaluationSet("m", PASSAGE_SET.questions[:2], PASSAGE_SET.passages)
    assert all(removed(more, seed) <= {"visum", "pass"} for seed in range(5))
