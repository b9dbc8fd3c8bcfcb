"""Many clients ask at once over connections that they keep, and every one of them is answered."""

import shutil
from pathlib import Path

import pytest

from tests.bench.asked import golden
from tests.bench.service import QUESTIONS, Service
from tests.bench.wrk import Run, ask, write_bodies

CONNECTIONS = 32
SECONDS = 2


def test_every_question_of_thirty_two_clients_is_answered(published_var: Path, tmp_path: Path) -> None:
    if shutil.which("wrk") is None:
        pytest.skip("wrk saknas. Installera paketet wrk.")
    for name in ("generations", "archive", "current", "encoders"):
        (tmp_path / name).symlink_to(published_var / name)
    bodies = tmp_path / "bodies"
    write_bodies(golden(), bodies)
    with Service(tmp_path, tmp_path / "log") as service:
        service.wait_for_answer(golden()[0])
        outcome = ask(service.address + QUESTIONS, bodies, Run(CONNECTIONS, SECONDS))
    assert outcome.answers > 0
    assert outcome.errors == 0, outcome
