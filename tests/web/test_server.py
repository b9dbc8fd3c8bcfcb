"""The server as it runs: it ends what it has begun when it is stopped, and replaces a worker that dies."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from tests.bench.service import Service
from tests.deploy.callers import calling
from web.health_check import lives

QUESTIONS = ("Vilka organisationer kan ansluta sig till strategin?", "Vad kostar beslutet?", "Hur gammal är månen?")
DRAINED_SECONDS = 10.0
REPLACED_SECONDS = 10.0
CLIENTS = 8


@contextmanager
def _running(published: Path, folder: Path) -> Iterator[Service]:
    for name in ("generations", "archive", "current", "encoders"):
        (folder / name).symlink_to(published / name)
    with Service(folder, folder / "log") as running:
        running.wait_for_answer(QUESTIONS[0])
        yield running


@pytest.fixture(scope="module")
def service(published_var: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with _running(published_var, tmp_path_factory.mktemp("service")) as running:
        yield running


def _workers(service: Service) -> list[psutil.Process]:
    return psutil.Process(service.pid).children()


def test_a_stop_under_load_answers_every_connection_that_was_let_in(published_var: Path, tmp_path: Path) -> None:
    with _running(published_var, tmp_path) as service, calling(service.port, QUESTIONS, CLIENTS) as calls:
        calls.wait_for(100)
        start = time.monotonic()
        os.kill(service.pid, signal.SIGTERM)
        assert service.wait(DRAINED_SECONDS) == 0
        assert time.monotonic() - start < DRAINED_SECONDS
    assert calls.failures == []
    assert set(calls.answered) == {200}


def test_a_worker_that_is_killed_under_load_loses_only_what_it_held_and_is_replaced(service: Service) -> None:
    killed = _workers(service)[0]
    with calling(service.port, QUESTIONS, CLIENTS) as calls:
        calls.wait_for(50)
        killed.kill()
        killed.wait(5)
        calls.wait_for(50)
        start = time.monotonic()
        while len(_workers(service)) < 2 and time.monotonic() - start < REPLACED_SECONDS:
            time.sleep(0.05)
        calls.wait_for(200)
    assert len(calls.failures) <= CLIENTS
    assert calls.refused == 0
    assert set(calls.answered) == {200}
    assert len(_workers(service)) == 2


def test_what_is_heavy_is_loaded_once_before_the_workers_start(service: Service) -> None:
    maps = [Path(f"/proc/{worker.pid}/maps").read_text(encoding="utf-8") for worker in _workers(service)]
    first = Path(f"/proc/{service.pid}/maps").read_text(encoding="utf-8")
    for library in ("numpy", "faiss"):
        assert library in first
        assert all(library in mapped for mapped in maps)
    # What has threads of its own is opened after the fork.
    assert psutil.Process(service.pid).num_threads() == 1


def test_the_check_of_health_needs_no_library(service: Service) -> None:
    assert lives(service.port)
    program = "import sys, web.health_check; print('flask' in sys.modules or 'pydantic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_nobody_lives_where_nothing_listens() -> None:
    assert not lives(1)
