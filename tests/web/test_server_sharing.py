"""How the processes of the server share the machine: the cores, and the connections that are kept."""

import statistics
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from http.client import HTTPConnection
from pathlib import Path

import psutil
import pytest

from tests.bench.service import Service

QUESTION = "Vad kostar beslutet?"
CONNECTIONS = 8


@pytest.fixture
def service(published_var: Path, tmp_path: Path) -> Iterator[Service]:
    for name in ("generations", "archive", "current", "encoders"):
        (tmp_path / name).symlink_to(published_var / name)
    with Service(tmp_path, tmp_path / "log") as running:
        running.wait_for_answer(QUESTION)
        yield running


def _held(service: Service, connections: int) -> list[int]:
    """How many connections each process has, of so many that are kept."""
    with ExitStack() as opened:
        for _ in range(connections):
            connection = opened.enter_context(closing(HTTPConnection("127.0.0.1", service.port, timeout=30)))
            connection.request("GET", "/health/live")
            assert connection.getresponse().read()
        return [_established(worker) for worker in psutil.Process(service.pid).children()]


def _established(worker: psutil.Process) -> int:
    return sum(one.status == psutil.CONN_ESTABLISHED for one in worker.net_connections("tcp"))


def test_connections_that_are_kept_are_shared_between_the_processes(service: Service) -> None:
    # A process that still starts takes none.
    while not all(_held(service, CONNECTIONS)):
        time.sleep(0.05)
    shares = [min(_held(service, CONNECTIONS)) for _ in range(5)]
    assert statistics.median(shares) >= CONNECTIONS // 4, shares


def test_what_takes_most_memory_is_there_once_for_all_processes(service: Service) -> None:
    """Alone, each would hold the vocabulary of the language model: some 280 MB."""
    own = [worker.memory_full_info().uss / 2**20 for worker in psutil.Process(service.pid).children()]
    assert max(own) < 330, own
