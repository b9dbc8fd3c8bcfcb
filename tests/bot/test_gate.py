"""The gate: golden questions asked of two generations, with the real encoder and index."""

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.answer import Status
from bot.gate import Gate, GateReport, GateReportError, Outcome, Trial, Verdict
from bot.gate_lines import lines
from bot.golden import GoldenQuestion
from index.build import Workshop, build
from index.chosen import Chooser
from index.encoder import Encoder, Progress, silent
from index.errors import GenerationDamagedError, NoGenerationError
from index.kinds import DEFAULT_WEIGHTS
from index.publishing import publish
from index.readers.process import ReaderProcess
from index.search import Searcher

COST = GoldenQuestion("Vad kostar beslutet?", "beslut.md", "inga kostnader")
QUEUE = GoldenQuestion("Hur lång är kön till tandreglering?", None)
WITH_COST = (
    "# Regionens beslut\n\n## Anslutning\n\nAlla organisationer kan ansluta sig. Beslutet medför {} kostnader.\n"
)
NOTHING = "# Regionens beslut\n\n## Anslutning\n\nAlla organisationer kan ansluta sig till strategin.\n"
RIGHT = Outcome(Status.ANSWERED, ("inga kostnader",), ("Beslutet",), right=True)
WRONG = Outcome(Status.NO_ANSWER, (), (), right=False)
OTHER = Outcome(Status.RELATED, ("något annat",), ("Beslutet",), right=False)

Build = Callable[[str], str]


def _no_step(_name: str, _total: int) -> Progress:
    return silent


@pytest.fixture
def shop(tmp_path: Path, default_encoder: Encoder) -> Iterator[Workshop]:
    with ReaderProcess() as reader:
        yield Workshop(tmp_path / "var", reader, default_encoder.hash, lambda: default_encoder, _no_step)


@pytest.fixture
def made(tmp_path: Path, shop: Workshop) -> Build:
    """Builds a generation of a decision with the text it is given, and gives its id."""
    folder = tmp_path / "documents"
    folder.mkdir()

    def make(text: str) -> str:
        (folder / "beslut.md").write_text(text, encoding="utf-8")
        return build([folder], shop).generation

    return make


@pytest.fixture
def gate(shop: Workshop, default_encoder: Encoder) -> Gate:
    chooser = Chooser(shop.var_dir, lambda _hash: default_encoder, DEFAULT_WEIGHTS)
    return Gate(chooser.open, date(2025, 3, 10), _no_step)


def _trial(before: Outcome | None, after: Outcome) -> Trial:
    return Trial("Vad kostar beslutet?", "beslut.md", "inga kostnader", before, after)


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        (RIGHT, WRONG, Verdict.WORSE),
        (RIGHT, OTHER, Verdict.WORSE),
        (WRONG, RIGHT, Verdict.BETTER),
        (WRONG, OTHER, Verdict.DIFFERENT),
        (WRONG, WRONG, Verdict.SAME),
        (RIGHT, RIGHT, Verdict.SAME),
        (RIGHT, Outcome(Status.ANSWERED, ("helt inga kostnader",), ("Beslutet",), right=True), Verdict.DIFFERENT),
        (None, RIGHT, Verdict.BETTER),
        (None, WRONG, Verdict.DIFFERENT),
    ],
)
def test_a_verdict_goes_by_what_is_right_and_then_by_what_is_shown(
    before: Outcome | None, after: Outcome, verdict: Verdict
) -> None:
    assert _trial(before, after).verdict is verdict


def test_a_golden_question_that_loses_its_answer_makes_the_new_generation_worse(made: Build, gate: Gate) -> None:
    live, new = made(WITH_COST.format("inga")), made(NOTHING)
    report = gate.compare((COST, QUEUE), new, live)
    assert report.is_worse
    (trial,) = report.with_verdict(Verdict.WORSE)
    assert trial.before == Outcome(Status.ANSWERED, ("Beslutet medför inga kostnader.",), ("Regionens beslut",), True)
    assert not trial.after.right
    assert (report.right_before, report.right_after) == (2, 1)


def test_a_golden_question_that_gets_its_answer_makes_it_better(made: Build, gate: Gate) -> None:
    live, new = made(NOTHING), made(WITH_COST.format("inga"))
    report = gate.compare((COST, QUEUE), new, live)
    assert report.counts == {"worse": 0, "better": 1, "different": 0, "same": 1}
    assert not report.is_worse


def test_with_nothing_live_nothing_is_worse(made: Build, gate: Gate) -> None:
    report = gate.compare((COST, QUEUE), made(NOTHING), None)
    assert not report.is_worse
    assert report.counts == {"worse": 0, "better": 1, "different": 1, "same": 0}
    assert report.right_before is None


def test_a_live_index_that_cannot_be_read_does_not_keep_a_new_one_out(made: Build, gate: Gate) -> None:
    live, new = made(NOTHING), made(WITH_COST.format("inga"))

    def open_new(generation: str) -> Searcher:
        if generation == live:
            raise GenerationDamagedError(live)
        return gate.open(generation)

    report = Gate(open_new, gate.today, gate.step).compare((COST, QUEUE), new, live)
    assert (report.live, report.right_before, report.right_after) == (live, None, 2)
    assert not report.is_worse
    assert report.live_is_unreadable
    assert "gick inte att läsa" in " ".join(lines(report))


def test_a_new_index_that_cannot_be_read_is_not_compared(made: Build, gate: Gate) -> None:
    with pytest.raises(NoGenerationError):
        gate.compare((COST, QUEUE), "20250101T000000000000-000000", made(NOTHING))


def test_each_generation_is_opened_once(made: Build, gate: Gate) -> None:
    live, new = made(NOTHING), made(WITH_COST.format("inga"))
    opened: list[str] = []

    def count(generation: str) -> Searcher:
        opened.append(generation)
        return gate.open(generation)

    counted = Gate(count, gate.today, gate.step)
    counted.compare((COST, QUEUE), new, live)
    counted.compare((COST, QUEUE), live, live)
    assert opened == [new, live, live]


def test_a_report_is_the_same_after_json(made: Build, gate: Gate) -> None:
    report = gate.compare((COST, QUEUE), made(WITH_COST.format("inga")), None)
    fields = json.loads(json.dumps(report.to_dict()))
    assert GateReport.from_dict(fields) == report
    assert [trial["verdict"] for trial in fields["trials"]] == ["better", "better"]


def test_what_is_no_report_is_refused() -> None:
    with pytest.raises(GateReportError):
        GateReport.from_dict({"generation": "1"})


@pytest.fixture
def command(tmp_path: Path, shop: Workshop, encoders_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Lets the command find what the other fixtures make."""

    def prepare() -> None:
        shop.var_dir.mkdir(exist_ok=True)
        (shop.var_dir / "encoders").symlink_to(encoders_dir.resolve())
        shutil.copy(Path(__file__).parents[2] / "documents" / "golden.yaml", tmp_path / "shipped.yaml")
        golden = tmp_path / "documents" / "golden.yaml"
        golden.write_text('- {question: "Vad kostar beslutet?", document: beslut.md, answer: "inga kostnader"}\n')
        monkeypatch.setenv("BOT_VAR_DIR", str(shop.var_dir))
        monkeypatch.setenv("BOT_DOCUMENTS_DIR", str(tmp_path / "documents"))

    return prepare


def test_the_command_ends_with_3_where_the_newest_is_worse(
    made: Build, shop: Workshop, command: Callable[[], None], capsys: pytest.CaptureFixture[str]
) -> None:
    command()
    live = publish(shop.var_dir, made(WITH_COST.format("inga"))).id
    new = made(NOTHING)
    assert main(["gate", "--json"]) == 3
    fields = json.loads(capsys.readouterr().out)
    assert (fields["generation"], fields["live"], fields["counts"]["worse"]) == (new, live, 1)
    assert main(["gate", live]) == 0
    assert "0 sämre" in capsys.readouterr().out


def test_the_command_ends_with_1_where_there_is_nothing_to_try(
    made: Build, command: Callable[[], None], capsys: pytest.CaptureFixture[str]
) -> None:
    command()
    assert main(["gate"]) == 1
    assert "index build" in capsys.readouterr().err


def test_the_command_takes_other_golden_questions(
    made: Build, tmp_path: Path, command: Callable[[], None], capsys: pytest.CaptureFixture[str]
) -> None:
    command()
    made(NOTHING)
    assert main(["gate", "--json", "--golden", str(tmp_path / "shipped.yaml")]) == 0
    assert len(json.loads(capsys.readouterr().out)["trials"]) >= 45
