"""The API against its own description: two thousand generated requests, each checked every way that is known."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings

from bot.answering import Answering
from index.live import LiveSearcher
from index.onnx_encoder import OnnxEncoder
from web.app import create_app
from web.parts import Parts
from web.recording import QueuedRecorder
from web.records.database import Records, default_url
from web.settings import Settings

PUBLIC = ("POST /api/v1/questions", "POST /api/v1/feedback", "GET /api/v1/quotes/{reference}")
"""What is for everybody; the rest is attacked in the tests of administration."""

_CASES = 700
"""For each of them."""


@pytest.fixture(scope="module")
def app(published_var: Path, default_encoder: OnnxEncoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    records = Records.open(default_url(tmp_path_factory.mktemp("records")))
    live = LiveSearcher(published_var, lambda _hash: default_encoder)
    live.refresh()
    unlimited = Settings.model_validate({"var_dir": published_var, "rate_limits": False})
    recorder = QueuedRecorder(records)
    yield create_app(Parts(Answering(live), live, unlimited, records=records, recorder=recorder))
    recorder.close()
    records.close()


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("label", PUBLIC)
def test_no_request_gets_what_the_description_does_not_promise(app: Flask, label: str) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    operations = {found.ok().label: found.ok() for found in schema.get_all_operations()}
    asked = 0

    @given(case=operations[label].as_strategy())
    @settings(
        max_examples=_CASES,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    def ask(case: schemathesis.Case) -> None:
        nonlocal asked
        asked += 1
        case.call_and_validate()

    ask()
    assert {name for name in operations if "/api/v1/admin/" not in name} == set(PUBLIC)
    assert asked >= _CASES
