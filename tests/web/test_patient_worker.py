"""Slow clients of the real server, which serves a small application here: they hold no thread."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.bench.service import free_port

SECONDS = 1.5
PROGRAM = """
import sys, time
from gunicorn.app.base import BaseApplication
from web.server import DrainingWorker

class Worker(DrainingWorker):
    arrival_seconds = float(sys.argv[2])

def application(environ, start_response):
    if environ["PATH_INFO"] == "/refused":
        start_response("413 Content Too Large", [("Content-Length", "0")])
        return [b""]
    body = environ["wsgi.input"].read()
    if environ["PATH_INFO"] == "/slow":
        time.sleep(1)
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]

class Server(BaseApplication):
    def load_config(self):
        options = {"bind": f"127.0.0.1:{sys.argv[1]}", "worker_class": Worker, "threads": 2, "graceful_timeout": 8,
                   "worker_connections": 60, "control_socket_disable": True}
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self):
        return application

Server().run()
"""
HEAD = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n"


@contextmanager
def _running(log: Path) -> "Iterator[tuple[int, subprocess.Popen[bytes]]]":
    port = free_port()
    with log.open("wb") as output:
        command = [sys.executable, "-c", PROGRAM, str(port), str(SECONDS)]
        process = subprocess.Popen(command, stdout=output, stderr=output)
    try:
        deadline = time.monotonic() + 30
        while True:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                assert time.monotonic() < deadline, log.read_text(encoding="utf-8")
                time.sleep(0.05)
        yield port, process
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    log = tmp_path_factory.mktemp("patient") / "log"
    with _running(log) as (port, _process):
        yield port
    assert "Traceback" not in log.read_text(encoding="utf-8")


def _connected(port: int, data: bytes) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=10)
    connection.sendall(data)
    return connection


def _read(connection: socket.socket) -> bytes:
    """Everything until the server closes."""
    pieces = iter(lambda: connection.recv(65536), b"")
    return b"".join(pieces)


def _posted(port: int, body: bytes, path: str = "/") -> tuple[int, bytes, float]:
    start = time.monotonic()
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("POST", path, body)
        response = connection.getresponse()
        return response.status, response.read(), time.monotonic() - start
    finally:
        connection.close()


def test_others_are_answered_at_once_while_many_send_nothing_more(port: int) -> None:
    with ExitStack() as stack:
        for data in (b"P", b"POST / HTTP/1.1\r\nHost:", HEAD, HEAD + b"hel") * 10:
            stack.enter_context(_connected(port, data))
        for _ in range(10):
            status, body, seconds = _posted(port, b"hello")
            assert (status, body) == (200, b"hello")
            assert seconds < 1


def test_whoever_is_too_slow_is_told_so(port: int) -> None:
    with _connected(port, HEAD + b"hel") as connection:
        said = _read(connection)
    assert said.startswith(b"HTTP/1.1 408 ")
    assert b"application/problem+json" in said
    with _connected(port, b"") as silent:
        assert _read(silent) == b""


def test_a_drip_does_not_make_the_time_longer(port: int) -> None:
    start = time.monotonic()
    with _connected(port, HEAD[:-10]) as connection:
        connection.settimeout(0.2)
        said = b""
        while not said and time.monotonic() - start < 8:
            try:
                said = connection.recv(100)
            except TimeoutError:
                connection.sendall(b"1")
    assert said.startswith(b"HTTP/1.1 408 ")
    assert time.monotonic() - start < SECONDS + 4


def test_a_client_that_comes_late_is_taken_although_all_connections_are_kept(port: int) -> None:
    with ExitStack() as stack:
        for _ in range(80):
            stack.enter_context(_connected(port, HEAD))
        assert _posted(port, b"hello")[:2] == (200, b"hello")


def test_clients_that_do_not_close_delay_nobody(port: int) -> None:
    with ExitStack() as stack:
        for _ in range(10):
            stack.enter_context(_connected(port, b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
        assert _posted(port, b"hello")[2] < 1


def test_requests_one_after_the_other_are_answered_in_order_however_they_are_cut(port: int) -> None:
    three = HEAD + b"first" + HEAD + b"secnd" + HEAD.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n") + b"third"
    with _connected(port, three[:70]) as connection:
        time.sleep(0.1)
        connection.sendall(three[70:])
        said = _read(connection)
    assert [said.index(word) for word in (b"first", b"secnd", b"third")] == sorted(
        said.index(word) for word in (b"first", b"secnd", b"third")
    )
    assert said.count(b"200 OK") == 3


def test_chunks_and_a_client_that_asks_first_are_understood(port: int) -> None:
    close = b"Connection: close\r\n\r\n"
    with _connected(port, b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n" + close + b"3\r\nabc") as one:
        time.sleep(0.1)
        one.sendall(b"\r\n0\r\n\r\n")
        assert _read(one).endswith(b"abc")
    head = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n" + close
    with _connected(port, head) as other:
        assert other.recv(100).startswith(b"HTTP/1.1 100 ")
        other.sendall(b"hello")
        assert _read(other).endswith(b"hello")


def test_a_large_body_is_read_as_it_comes_and_one_that_is_refused_holds_nobody(port: int) -> None:
    body = bytes(3_000_000)
    assert _posted(port, body)[1] == body
    with ExitStack() as stack:
        for _ in range(6):
            head = b"POST /refused HTTP/1.1\r\nHost: a\r\nContent-Length: 3000000\r\n\r\n"
            stack.enter_context(_connected(port, head + b"a" * 1000))
        assert _posted(port, b"hello")[2] < 1


def test_bytes_that_are_no_request_are_refused(port: int) -> None:
    for data in (b"\r\n\r\n", b"\0" * 100 + b"\r\n\r\n", b"GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n"):
        with _connected(port, data) as connection:
            assert _read(connection).startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize(
    "framing",
    [
        b"Content-Length: 4\r\nTransfer-Encoding: chunked",
        b"Transfer-Encoding: chunked\r\nContent-Length: 4",
        b"Content-Length: 4\r\nContent-Length: 5",
        b"Content-Length: +4",
        b"Content-Length: 4, 4",
        b"Content-Length: -4",
        b"Transfer-Encoding: xchunked",
        b"Transfer-Encoding: chunked, identity",
        b"Transfer-Encoding:\x0bchunked",
        b"Transfer-Encoding : chunked",
        b" Transfer-Encoding: chunked",
    ],
    ids=ascii,
)
def test_a_request_that_two_could_end_in_different_places_is_refused(port: int, framing: bytes) -> None:
    smuggled = b"0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    with _connected(port, b"POST / HTTP/1.1\r\nHost: a\r\n" + framing + b"\r\n\r\n" + smuggled) as connection:
        answered = _read(connection)
    assert answered.startswith((b"HTTP/1.1 400 ", b"HTTP/1.1 501 "))
    assert answered.count(b"HTTP/1.1 ") == 1


def test_a_stop_answers_what_has_come_and_waits_for_nobody_else(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with _running(log) as (port, process), _connected(port, HEAD), _connected(port, b""):
        with _connected(port, HEAD.replace(b"POST /", b"POST /slow") + b"hello") as asked:
            time.sleep(0.5)
            process.terminate()
            assert _read(asked).endswith(b"hello")
        assert process.wait(20) == 0
    assert "Worker exiting" in log.read_text(encoding="utf-8")
