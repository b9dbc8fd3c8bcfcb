"""Releases beside the service as it runs: it may die, and no question is lost while indexes are swapped."""

import json
import os
import time
import urllib.request
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.asked_meanwhile import asked_meanwhile
from tests.bench.service import Service
from tests.workplace import COST, Workplace
from web.clock import utc_now
from web.records.builds import BuildState
from web.records.roles import Role
from web.records.tokens import ApiTokens

QUESTION = "Vad kostar beslutet?"
CLIENTS = 3
SWAPS = 6
_SECONDS_BETWEEN_SWAPS = 0.8
"""Longer than a worker goes on with what was published before."""


Call = Callable[[str, str], dict[str, Any]]


@pytest.fixture
def service(workplace: Workplace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """The service over the place, in which one index is published."""
    workplace.published()
    monkeypatch.setenv("BOT_DOCUMENTS_DIR", str(workplace.settings.documents_dir))
    monkeypatch.setenv("BOT_RATE_LIMITS", "false")
    with Service(workplace.settings.var_dir, tmp_path / "log") as service:
        service.wait_for_answer(QUESTION)
        yield service


@pytest.fixture
def call(workplace: Workplace, service: Service) -> Call:
    """Calls an address below /api/v1/admin as a script with the role of an administrator."""
    expires = utc_now() + timedelta(hours=1)
    _, secret = ApiTokens(workplace.records).create("prov", Role.ADMINISTRATOR, "prov", expires)

    def ask(method: str, path: str) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {secret}"}
        address = f"{service.address}/api/v1/admin{path}"
        request = urllib.request.Request(address, method=method, headers=headers)  # noqa: S310 - our own address
        with urllib.request.urlopen(request, timeout=60) as response:  # noqa: S310
            answer: dict[str, Any] = json.loads(response.read())
        return answer

    return ask


def _kill(service: Service) -> None:
    """End every process of the service at once, and nothing that has a session of its own."""
    first = psutil.Process(service.pid)
    for process in (first, *first.children(recursive=True)):
        if os.getsid(process.pid) == os.getsid(service.pid):
            process.kill()


def test_a_build_survives_the_death_of_the_service(workplace: Workplace, service: Service, call: Call) -> None:
    workplace.write(f"{COST} Barnens bästa har prövats.")
    build = call("POST", "/builds")
    process = workplace.releases.files(build["id"]).process()
    assert process is not None
    _kill(service)
    assert service.ask(QUESTION).status == 0
    assert process.is_there()
    ended = workplace.ended(build["id"])
    assert ended.state is BuildState.READY, workplace.log(build["id"])


def test_no_question_is_lost_while_an_administrator_goes_back_and_forth(
    workplace: Workplace, service: Service, call: Call
) -> None:
    first = workplace.live
    second = workplace.published(f"{COST} Barnens bästa har prövats.").generation
    with asked_meanwhile(service, QUESTION, CLIENTS) as replies:
        for number in range(SWAPS):
            goal = first if number % 2 == 0 else second
            assert call("POST", f"/generations/{goal}/rollback")["id"] == goal
            time.sleep(_SECONDS_BETWEEN_SWAPS)
    assert [reply for reply in replies if reply.status != 200 or reply.body["status"] != "answered"] == []
    assert {quote["text"] for reply in replies for quote in reply.body["quotes"]} >= {COST}
    assert {reply.body["generation"] for reply in replies} == {first, second}
    assert len(replies) > SWAPS * CLIENTS
