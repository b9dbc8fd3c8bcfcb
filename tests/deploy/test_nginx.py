"""The configuration for nginx of docs/deploy: Debian's nginx runs it before the real service."""

import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import psutil
import pytest

from tests.bench.service import Service, free_port
from tests.deploy.callers import calling

FILE = Path(__file__).parents[2] / "docs" / "deploy" / "nginx.conf"
NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
QUESTION = "Vilka organisationer kan ansluta sig till strategin?"
CALLER = "127.0.0.9"
FEW = 4
CLIENTS = 4
JSON = {"Content-Type": "application/json"}
MAIN = """
user root;
pid {folder}/nginx.pid;
error_log {folder}/start.log;
worker_processes 1;
events {{ worker_connections 256; }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


def _site(folder: Path, changes: dict[str, str]) -> Path:
    text = FILE.read_text(encoding="utf-8")
    for written, here in {**changes, "/var/log/nginx": str(folder)}.items():
        assert written in text
        text = text.replace(written, here)
    (folder / "site.conf").write_text(text, encoding="utf-8")
    main = folder / "nginx.conf"
    main.write_text(MAIN.format(folder=folder), encoding="utf-8")
    return main


@pytest.fixture(scope="module", autouse=True)
def _installed() -> None:
    if not Path(NGINX).exists():
        pytest.skip("nginx saknas.")


@pytest.fixture(scope="module")
def service(published_var: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("service")
    for name in ("generations", "archive", "current", "encoders"):
        (folder / name).symlink_to(published_var / name)
    limits = {
        "BOT_TRUSTED_PROXIES": "1",
        "BOT_RATE_LIMITS": "true",
        "BOT_QUESTIONS_PER_MINUTE": "10000",
        "BOT_FEEDBACK_PER_MINUTE": str(FEW),
    }
    with Service(folder, folder / "log", more=limits) as running:
        running.wait_for_answer(QUESTION)
        yield running


@contextmanager
def _nginx(main: Path, port: int) -> Iterator[None]:
    process = subprocess.Popen([NGINX, "-c", main, "-g", "daemon off;"])
    try:
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="module")
def proxy(service: Service, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    """The port of an nginx without TLS, and the folder of its logs."""
    folder, port = tmp_path_factory.mktemp("nginx"), free_port()
    changes = {
        "listen 80;": f"listen 127.0.0.1:{free_port()};",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{port};",
        "ssl_certificate /etc/ssl/boten/certificate.pem;": "",
        "ssl_certificate_key /etc/ssl/boten/key.pem;": "",
        "127.0.0.1:8000": f"127.0.0.1:{service.port}",
    }
    folder.chmod(0o755)
    with _nginx(_site(folder, changes), port):
        yield port, folder


def _post(
    port: int, path: str, body: bytes, headers: dict[str, str], caller: str = CALLER
) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=30, source_address=(caller, 0))
    connection.request("POST", path, body, headers)
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response, content


def _ask(port: int) -> tuple[HTTPResponse, bytes]:
    body = json.dumps({"question": QUESTION}).encode()
    return _post(port, "/api/v1/questions", body, JSON)


def _rate(port: int, caller: str, claims: str) -> int:
    """The status of a rating that is not one; it is counted all the same."""
    return _post(port, "/api/v1/feedback", b"{}", JSON | {"X-Forwarded-For": claims}, caller)[0].status


def _logged(folder: Path) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.log"))


def test_nginx_understands_every_line_with_tls(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=boten.example.org"]
    subprocess.run([*made, "-keyout", key, "-out", certificate], capture_output=True, check=True)
    main = _site(tmp_path, {"/etc/ssl/boten": str(tmp_path)})
    done = subprocess.run([NGINX, "-t", "-c", main], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "warn" not in done.stderr


def test_a_question_is_answered_and_may_be_kept_by_nobody(proxy: tuple[int, Path]) -> None:
    response, body = _ask(proxy[0])
    assert response.status == 200
    assert json.loads(body)["quotes"][0]["text"]
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Security-Policy"]


def test_neither_the_address_nor_the_path_nor_a_word_is_logged(proxy: tuple[int, Path]) -> None:
    port, folder = proxy
    connection = HTTPConnection("127.0.0.1", port, timeout=30, source_address=(CALLER, 0))
    connection.request("GET", "/kallor/hemlighet?ord=hemligheten")
    assert connection.getresponse().status == 404
    connection.close()
    _ask(port)
    # The line is written when the answer has been sent.
    deadline = time.monotonic() + 10
    while " POST 200 " not in (logged := _logged(folder)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert " POST 200 " in logged
    assert [word for word in (CALLER, "hemlighet", "organisationer", "questions") if word in logged] == []


def test_a_caller_is_counted_by_its_address_whatever_it_claims_to_be(proxy: tuple[int, Path]) -> None:
    # Two processes count, each by itself.
    told = [_rate(proxy[0], "127.0.0.77", f"192.0.2.{number}") for number in range(2 * FEW + 1)]
    assert 429 in told
    assert _rate(proxy[0], "127.0.0.78", "192.0.2.0") == 422


def test_a_file_may_be_large_in_the_administration_only(proxy: tuple[int, Path]) -> None:
    body = b"a" * (1024 * 1024)
    assert _post(proxy[0], "/", body, {"Content-Type": "text/plain"})[0].status == 413
    assert _post(proxy[0], "/api/v1/admin/documents", body, {"Content-Type": "text/plain"})[0].status in {401, 403, 404}


def test_teams_reaches_its_webhook(proxy: tuple[int, Path]) -> None:
    # Without a token in the settings the webhook is closed, which is the service's own answer.
    response, _body = _post(proxy[0], "/teams/webhook", b"{}", {"Content-Type": "application/json"})
    assert response.status == 503


def test_a_worker_that_is_killed_is_seen_by_nobody_but_whom_it_was_answering(
    proxy: tuple[int, Path], service: Service
) -> None:
    with calling(proxy[0], [QUESTION], clients=CLIENTS) as calls:
        calls.wait_for(50)
        psutil.Process(service.pid).children()[0].kill()
        calls.wait_for(100)
    # What was half sent when the process died cannot be taken back: its head has reached the client.
    cut = [failure for failure in calls.failures if failure.startswith("IncompleteRead")]
    assert calls.failures == cut
    assert len(cut) <= CLIENTS
    assert set(calls.answered) == {200}
