"""How the processes of the server share the machine: the cores, and the connections that are kept."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from http.client import HTTPConnection
from pathlib import Path

import psutil
import pytest

from tests.bench.service import Service
from web.server import ONE_THREAD

QUESTION = "Vad kostar beslutet?"
CONNECTIONS = 8


@pytest.fixture
def service(published_var: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    for name in ("generations", "archive", "current", "encoders"):
        (tmp_path / name).symlink_to(published_var / name)
    for name in ONE_THREAD:
        monkeypatch.delenv(name, raising=False)
    with Service(tmp_path, tmp_path / "log") as running:
        running.wait_for_answer(QUESTION)
        yield running


def test_connections_that_are_kept_are_shared_between_the_processes(service: Service) -> None:
    workers = psutil.Process(service.pid).children()
    # One of them may still be starting.
    while not all(worker.num_threads() > 1 for worker in workers):
        time.sleep(0.05)
    with ExitStack() as opened:
        for _ in range(CONNECTIONS):
            connection = opened.enter_context(closing(HTTPConnection("127.0.0.1", service.port, timeout=30)))
            connection.request("GET", "/health/live")
            assert connection.getresponse().read()
        held = [len(worker.net_connections("tcp")) for worker in workers]
    assert min(held) >= CONNECTIONS // 4, held


def test_a_process_takes_one_thread_for_products_and_searches_whatever_it_was_started_with(service: Service) -> None:
    for worker in psutil.Process(service.pid).children():
        assert {name: worker.environ()[name] for name in ONE_THREAD} == dict.fromkeys(ONE_THREAD, "1")


def test_what_takes_most_memory_is_there_once_for_all_processes(service: Service) -> None:
    """Alone, each would hold the vocabulary of the language model: some 280 MB."""
    own = [worker.memory_full_info().uss / 2**20 for worker in psutil.Process(service.pid).children()]
    assert max(own) < 330, own
