"""The server killed at any moment of an upload: no document is lost, and none is half there."""

import http.client
import multiprocessing
import os
import random
import signal
import time
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
from web.records.database import Records, default_url
from web.records.roles import Role
from web.records.tokens import ApiTokens
from web.settings import Settings

ROUNDS = 20
_FORK = multiprocessing.get_context("fork")
Sent = dict[str, list[str]]


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


def _token(folder: Path) -> str:
    records = Records.open(default_url(folder / "var"))
    try:
        return ApiTokens(records).create("skript", Role.EDITOR, "prov", utc_now().replace(year=2999))[1]
    finally:
        records.close()


def _text(number: int) -> str:
    return f"Det här är mening nummer {number} i texten.\n" * 1000


def _send(port: int, token: str, number: int) -> bool:
    """Whether the server answered that the document is kept."""
    boundary, body = encode_multipart({"file": sent_file("text.txt", _text(number).encode())})
    headers = {"Authorization": f"Bearer {token}", "Content-Type": f"multipart/form-data; boundary={boundary}"}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("PUT", f"/api/v1/admin/documents/text-{number % 3}", body, headers)
        return connection.getresponse().status in {200, 201}
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def test_no_document_is_lost_and_none_is_half_there(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "var").mkdir()
    token = _token(tmp_path)
    held: dict[str, int] = {}
    for number in range(ROUNDS):
        server = Server(tmp_path)
        # Every start clears away what the kill before it left.
        assert _files(tmp_path / "var" / "uploads") == set()
        answers: list[bool] = []
        upload = Thread(target=lambda: answers.append(_send(server.port, token, number)))  # noqa: B023
        upload.start()
        time.sleep(random.uniform(0, 1.5))
        server.kill()
        upload.join()
        _check(tmp_path, held, number, is_kept=answers[0])


def _check(folder: Path, held: dict[str, int], number: int, *, is_kept: bool) -> None:
    """Every document is whole, and is the last that was answered for or the one that was on its way."""
    collection = Collection(folder / "documents", folder / "var")
    collection.clear()
    found = {entry.id: entry.location.read_text(encoding="utf-8") for entry in collection.entries()}
    id_ = f"text-{number % 3}"
    if is_kept or found.get(id_) == _text(number):
        held[id_] = number
    assert found == {id_: _text(kept) for id_, kept in held.items()}
    names = {entry.location.name for entry in collection.entries()}
    expected = names | {f"{name}.meta.yaml" for name in names} | ({"collection.json"} if names else set())
    assert _files(folder / "var" / "collection") == expected


def _files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if not path.name.startswith(".")} if folder.is_dir() else set()
