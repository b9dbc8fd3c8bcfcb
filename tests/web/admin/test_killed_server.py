"""The server killed at any moment of an upload, also while a build goes on: no document is lost or half there."""

import http.client
import json
import multiprocessing
import os
import random
import signal
import time
from contextlib import closing
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread

from werkzeug.serving import make_server
from werkzeug.test import encode_multipart

from bot.answering import Answering
from index.collection import Collection
from index.live import LiveSearcher
from tests.web.admin.document_service import no_encoder, sent_file
from web.app import create_app
from web.clock import utc_now
from web.parts import Parts
from web.records.builds import Build, BuildState
from web.records.database import Records, default_url
from web.records.roles import Role
from web.records.tokens import ApiTokens
from web.releasing.releases import GOING_ON, Releases
from web.settings import Settings

ROUNDS = 20
BUILDS_FROM = (4, 12)
"""In which rounds a build is begun; it goes on through the kills that follow."""

_FORK = multiprocessing.get_context("fork")
_LONG = "x" * 60_000


class Server:
    """The service in a process of its own, over two folders."""

    def __init__(self, folder: Path) -> None:
        ours, theirs = _FORK.Pipe()
        self._process = _FORK.Process(target=_serve, args=(folder, theirs))
        self._process.start()
        self.port: int = ours.recv()

    def kill(self) -> None:
        assert self._process.pid
        os.kill(self._process.pid, signal.SIGKILL)
        self._process.join()

    def call(self, token: str, method: str, path: str, body: tuple[str, bytes] = ("", b"")) -> int:
        """The status of an address for scripts; 0 where no answer came."""
        kind, data = body
        headers = {"Authorization": f"Bearer {token}"} | ({"Content-Type": kind} if kind else {})
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, f"/api/v1/admin{path}", data, headers)
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()


def _serve(folder: Path, answer: Connection) -> None:
    settings = _settings(folder)
    live = LiveSearcher(settings.var_dir, no_encoder)
    records = Records.open(default_url(settings.var_dir))
    app = create_app(Parts(Answering(live), live, settings, records=records))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    answer.send(server.port)
    server.serve_forever()


def _settings(folder: Path) -> Settings:
    return Settings(var_dir=folder / "var", documents_dir=folder / "documents", rate_limits=False, log_level="error")


def _token(records: Records) -> str:
    return ApiTokens(records).create("skript", Role.EDITOR, "prov", utc_now().replace(year=2999))[1]


def _page(number: int) -> str:
    """A file that is long to send and short to read."""
    return f"<html><body><p>Ärende nummer {number} är avgjort.</p><!-- {_LONG} --></body></html>"


def _upload(server: Server, token: str, number: int) -> bool:
    """Whether the server answered that the document is kept."""
    boundary, body = encode_multipart({"file": sent_file("sida.html", _page(number).encode())})
    kind = f"multipart/form-data; boundary={boundary}"
    return server.call(token, "PUT", f"/documents/sida-{number % 3}", (kind, body)) in {200, 201}


def test_no_document_is_lost_and_every_build_comes_to_an_end(tmp_path: Path, encoders_dir: Path) -> None:
    for name in ("documents", "var"):
        (tmp_path / name).mkdir()
    (tmp_path / "documents" / "strategi.md").write_text("# Strategin\n\nStrategin gäller alla.\n", encoding="utf-8")
    (tmp_path / "var" / "encoders").symlink_to(encoders_dir.resolve())
    with closing(Records.open(default_url(tmp_path / "var"))) as records:
        token, held = _token(records), dict[str, int]()
        for number in range(ROUNDS):
            server = Server(tmp_path)
            # Every start clears away what the kill before it left.
            assert _files(tmp_path / "var" / "uploads") == set()
            if number in BUILDS_FROM:
                assert server.call(token, "POST", "/builds") == 202
            _check(tmp_path, held, number, is_kept=_killed(server, token, number))
        builds = _ended(Releases(_settings(tmp_path), records))
    assert [(build.state, build.error) for build in builds] == [(BuildState.READY, "")] * len(BUILDS_FROM)


def _killed(server: Server, token: str, number: int) -> bool:
    """Kill the server at some moment of an upload: whether it had answered that the document is kept."""
    answers: list[bool] = []
    upload = Thread(target=lambda: answers.append(_upload(server, token, number)))
    upload.start()
    time.sleep(random.uniform(0, 1.2))
    server.kill()
    upload.join()
    return answers[0]


def _ended(releases: Releases) -> tuple[Build, ...]:
    deadline = time.monotonic() + 120
    while any(build.state in GOING_ON for build in releases.latest()):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return releases.latest()


def _check(folder: Path, held: dict[str, int], number: int, *, is_kept: bool) -> None:
    """Every document is whole, and is the last that was answered for or the one that was on its way."""
    collection = Collection(folder / "documents", folder / "var")
    entries = [entry for entry in collection.entries() if entry.uploaded]
    found = {entry.id: entry.location.read_text(encoding="utf-8") for entry in entries}
    id_ = f"sida-{number % 3}"
    if is_kept or found.get(id_) == _page(number):
        held[id_] = number
    assert found == {id_: _page(kept) for id_, kept in held.items()}
    listed = json.loads((folder / "var" / "collection" / "collection.json").read_text("utf-8")) if found else {}
    assert set(listed) == set(found)


def _files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if not path.name.startswith(".")} if folder.is_dir() else set()
