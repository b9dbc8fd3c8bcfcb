"""What the service says of itself: how good it is, and what it keeps."""

from datetime import date
from pathlib import Path

import pytest

from bot.answering import Answering
from bot.evaluation.recorded import read_recorded
from tests.bench.evaluate_all import PACKAGED, PAGE, SHOWN, packaged
from tests.web.test_catalogue import FakeLive
from web.app import create_app
from web.parts import Parts
from web.quality import last_quality
from web.recording import QueuedRecorder
from web.records.database import Records
from web.settings import Settings


def test_the_shown_figures_are_those_that_were_recorded_last() -> None:
    assert PACKAGED.read_text(encoding="utf-8") == packaged(read_recorded(PAGE)[SHOWN], last_quality().measured)


def test_the_figures_are_shown_with_their_interval() -> None:
    live = FakeLive()
    page = create_app(Parts(Answering(live), live, Settings())).test_client().get("/om")
    quality = last_quality()
    assert quality.measured <= date.today()
    for share in (quality.coverage, quality.quote_accuracy, quality.false_answer_rate):
        assert f"{round(100 * share.value)} procent (mellan {round(100 * share.low)} och " in page.text


@pytest.mark.parametrize("keeps", [True, False])
def test_it_says_what_is_kept_and_for_how_long(tmp_path: Path, keeps: bool) -> None:
    live = FakeLive()
    settings = Settings(var_dir=tmp_path, retention_days=90, retention_decision="Dnr 2026-17")
    parts = Parts(Answering(live), live, settings)
    if keeps:
        records = Records.open(f"sqlite:///{tmp_path / 'records.db'}")
        parts = Parts(Answering(live), live, settings, records=records, recorder=QueuedRecorder(records))
    page = create_app(parts).test_client().get("/integritet").text
    assert ("sparas i 90 dagar" in page, "Dnr 2026-17" in page) == (keeps, keeps)
    assert ("Inget sparas av frågorna." in page) is not keeps
    if parts.records is not None:
        parts.records.close()
