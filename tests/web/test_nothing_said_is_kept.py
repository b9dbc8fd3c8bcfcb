"""A running service is asked, refused and scraped; what was said is then looked for in its log and its folder."""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

WORD = "kvastbergska"
ANSWERED = "Vilka organisationer kan ansluta sig till strategin?"
UNANSWERED = f"Hur lång är {WORD} floden i Brasilien?"
AFRAID = f"min man slog mig igår {WORD} och jag vågar inte gå hem"
QUOTED = "Alla organisationer kan ansluta sig till strategin."
ADDRESS = "203.0.113.77"
KEY = "0123456789abcdef-prometheus"
PROXIED = {"X-Forwarded-For": ADDRESS, "User-Agent": WORD, "Referer": f"https://exempel.se/{WORD}"}


@dataclass(frozen=True, slots=True)
class Running:
    """A service with its port, its folder and the file that its log goes to."""

    port: int
    var_dir: Path
    log: Path

    def call(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        given = PROXIED | {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request(method, path, body, given)
            response = connection.getresponse()
            return response.status, response.read().decode()
        finally:
            connection.close()

    def ask(self, question: str) -> dict[str, Any]:
        body = json.dumps({"question": question}).encode()
        answer: dict[str, Any] = json.loads(self.call("POST", "/api/v1/questions", body)[1])
        return answer

    def write_raw(self, data: bytes) -> None:
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
            connection.sendall(data)
            with suppress(OSError):
                connection.recv(4096)


@pytest.fixture(scope="module")
def ended(published_var: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, str]]:
    """A service that was asked everything and has ended, and the metrics that it showed last."""
    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(published_var, folder / "var", symlinks=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        running = Running(free.getsockname()[1], folder / "var", folder / "log")
    settings = {
        "BOT_VAR_DIR": str(running.var_dir),
        "BOT_PORT": str(running.port),
        "BOT_TRUSTED_PROXIES": "1",
        "BOT_METRICS_TOKEN": KEY,
        "BOT_LOG_LEVEL": "debug",
        "BOT_QUESTIONS_PER_MINUTE": "8",
    }
    with running.log.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "web", "serve"], env=os.environ | settings, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            _wait_until_ready(running, process)
            yield running, _use(running)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


def _wait_until_ready(running: Running, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError):
            if running.call("GET", "/health/ready")[0] == 200:
                return
        time.sleep(0.2)
    raise AssertionError(running.log.read_text(encoding="utf-8"))


def _use(running: Running) -> str:
    assert running.ask(ANSWERED)["quotes"][0]["text"] == QUOTED
    assert running.ask(UNANSWERED)["status"] in {"no_answer", "related"}
    assert running.ask(AFRAID)["status"] == "crisis"
    form = {"Content_Type": "application/x-www-form-urlencoded"}
    running.call("POST", "/", urlencode({"question": ANSWERED}).encode(), **form)
    running.call("POST", "/widget/en", urlencode({"question": UNANSWERED}).encode(), **form)
    running.call("POST", "/kvitto", urlencode({"quote": WORD, "reference": WORD}).encode(), **form)
    for path in (f"/{WORD}", f"/kallor/{WORD}/{WORD}?q={WORD}", f"/api/v1/quotes/{WORD}"):
        running.call("GET", path, X_Request_ID=WORD)
    running.call("POST", "/api/v1/questions", f'{{"question": 1, "{WORD}": 2}}'.encode())
    running.call("POST", "/api/v1/questions", WORD.encode())
    running.call("POST", "/teams/webhook", WORD.encode())
    running.call(WORD.upper(), "/")
    running.write_raw(f"GET /{WORD} HTTP/9.{WORD}\r\n\r\n".encode())
    running.write_raw(f"GET / HTTP/1.1\r\nHost: a\r\n{WORD} : b\r\n\r\n".encode())
    for _ in range(20):
        running.ask(ANSWERED)
    time.sleep(2)
    return running.call("GET", "/metrics", Authorization=f"Bearer {KEY}")[1]


def test_the_log_holds_every_request_and_no_word_of_anyone(ended: tuple[Running, str]) -> None:
    text = ended[0].log.read_text(encoding="utf-8")
    lines = [json.loads(line) for line in text.splitlines()]
    told = [line for line in lines if line["event"] == "request"]
    assert {line["route"] for line in told} >= {"/", "/api/v1/questions", "/kvitto", "/teams/webhook", "other"}
    assert {line["status"] for line in told} >= {200, 400, 404, 405, 422, 429, 503}
    assert {line.get("outcome") for line in told} >= {"answered", "crisis"}
    assert {line.get("channel") for line in told} >= {"api", "webb", "widget"}
    answered = next(line for line in told if line.get("outcome") == "answered")
    assert set(answered["timings_ms"]) >= {"encode", "search", "total"}
    assert all(line["request_id"] for line in told)
    for said in (WORD, "Brasilien", "organisationer", "slog", ADDRESS, "127.0.0.1:"):
        assert said.lower() not in _without_the_address_listened_on(text).lower()


def test_the_folder_holds_no_word_but_what_was_not_answered(ended: tuple[Running, str]) -> None:
    running = ended[0]
    files = [path for path in running.var_dir.rglob("*") if path.is_file() and "encoders" not in path.parts]
    holding = {path.name for path in files if WORD in path.read_bytes().decode(errors="replace").lower()}
    # What the documents gave no answer to is written down, masked, for those who keep the documents.
    assert {name for name in holding if not name.startswith("records.db")} == set()
    for said in (ADDRESS, "Vilka organisationer"):
        assert [path.name for path in files if said.encode() in path.read_bytes()] == []
    records = b"".join(path.read_bytes() for path in files if path.name.startswith("records.db")).lower()
    assert WORD.encode() in records
    assert b"slog mig" not in records


def test_the_metrics_of_all_workers_are_shown_together(ended: tuple[Running, str]) -> None:
    shown = ended[1]
    figures = dict(line.rsplit(" ", 1) for line in shown.splitlines() if not line.startswith("#"))
    assert float(figures['bot_questions_total{channel="api",outcome="crisis"}']) == 1
    assert float(figures['bot_questions_total{channel="webb",outcome="answered"}']) == 1
    assert float(figures['bot_refusals_total{reason="too often"}']) >= 4
    assert float(figures["bot_generation_age_seconds"]) >= 0
    assert float(figures["bot_documents"]) == 1
    assert float(figures['bot_step_seconds_count{step="total"}']) >= 3
    assert WORD not in shown.lower()
    assert ADDRESS not in shown


def _without_the_address_listened_on(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if "Listening at" not in line)
