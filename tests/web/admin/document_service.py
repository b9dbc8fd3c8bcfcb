"""The service with records and a few shipped documents, its pages as an editor and its addresses as a script."""

import io
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from bot.answering import Answering
from index.collection import Collection
from index.encoder import Encoder
from index.live import LiveSearcher
from web.admin.access import SECRET
from web.admin.parts import AdminParts
from web.app import create_app
from web.clock import utc_now
from web.parts import Parts
from web.records.database import Records, default_url
from web.records.roles import Role
from web.settings import Settings

SCRIPTS = "/api/v1/admin/documents"
PAGES = "/admin/dokument"
_HTTPS = "https://localhost"
_SHIPPED = "# Strategin\n\nStrategin gäller för alla i länet.\n"


def no_encoder(_hash: str) -> Encoder:
    raise AssertionError("nothing is searched for")


@dataclass(frozen=True, slots=True)
class DocumentService:
    """The application over `var_dir`, and what it is made from."""

    app: Flask
    var_dir: Path
    admin: AdminParts
    token: str
    editor: FlaskClient

    @property
    def collection(self) -> Collection:
        return Collection(self.var_dir.parent / "documents", self.var_dir)

    def on_disk(self) -> set[tuple[str, int]]:
        """Every file below var but those of the records, with its size."""
        files = (path for path in self.var_dir.rglob("*") if path.is_file() and not path.name.startswith("records.db"))
        return {(path.relative_to(self.var_dir).as_posix(), path.stat().st_size) for path in files}

    def call(self, method: str, address: str = "", **more: Any) -> TestResponse:
        """As a script with a token."""
        headers = {"Authorization": f"Bearer {self.token}"}
        return self.app.test_client().open(f"{SCRIPTS}{address}", method=method, headers=headers, **more)

    def send(self, name: str, data: bytes, mime: str = "application/octet-stream", **fields: str) -> TestResponse:
        """A new document, as a script."""
        return self.call("POST", **form({**fields, "file": sent_file(name, data, mime)}))

    def page(self, address: str = "") -> TestResponse:
        """A page, as an editor."""
        return self.editor.get(f"{PAGES}{address}", base_url=_HTTPS)

    def post(self, address: str = "", data: Mapping[str, Any] | None = None, **more: Any) -> TestResponse:
        """A form with its CSRF token, as an editor."""
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.page().text)
        assert found
        sent = form({"csrf_token": found[1], **(data or {})})
        return self.editor.post(f"{PAGES}{address}", base_url=_HTTPS, **sent, **more)


def sent_file(name: str, data: bytes, mime: str = "application/octet-stream") -> FileStorage:
    """A file as a form sends it."""
    return FileStorage(io.BytesIO(data), name, content_type=mime)


def form(values: Mapping[str, Any]) -> dict[str, Any]:
    """The body and the type of a form, encoded here: the test client keeps what is large in a file left open."""
    boundary, body = encode_multipart(values)
    return {"data": body, "content_type": f"multipart/form-data; boundary={boundary}"}


@contextmanager
def document_service(folder: Path) -> Iterator[DocumentService]:
    """A service in an empty folder, with one shipped document and an editor who is logged in."""
    (folder / "documents").mkdir()
    (folder / "documents" / "strategi.md").write_text(_SHIPPED, encoding="utf-8")
    var_dir = folder / "var"
    var_dir.mkdir()
    settings = Settings(
        var_dir=var_dir, documents_dir=folder / "documents", upload_megabytes=30, rate_limits=False, log_level="error"
    )
    live = LiveSearcher(var_dir, no_encoder)
    records = Records.open(default_url(var_dir))
    parts = Parts(Answering(live), live, settings, records=records)
    app, admin = create_app(parts), AdminParts.of(parts)
    _, token = admin.tokens.create("skript", Role.EDITOR, "prov", utc_now() + timedelta(days=1))
    client = app.test_client()
    account = admin.accounts.create("redaktor@example.org", Role.EDITOR, None)
    with client.session_transaction("/admin", base_url=_HTTPS) as session:
        session[SECRET] = admin.sessions.open(account.id)
    yield DocumentService(app, var_dir, admin, token, client)
    records.close()
