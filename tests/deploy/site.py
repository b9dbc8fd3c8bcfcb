"""Two nodes of the real service over one var folder, one PostgreSQL and one Redis, and what callers do there."""

import io
import json
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.bench.service import QUESTIONS, Service
from web.clock import utc_now
from web.records.database import Records
from web.records.roles import Role
from web.records.tokens import ApiTokens

PER_MINUTE = 6
SCRIPT = "203.0.113.77"
_SCRIPTS = "/api/v1/admin"
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Response:
    """What a node said: the status, the body as text, and the headers."""

    status: int
    text: str
    headers: HTTPMessage

    def json(self) -> dict[str, Any]:
        fields: dict[str, Any] = json.loads(self.text)
        return fields


@dataclass(frozen=True, slots=True)
class Shared:
    """What two nodes have in common."""

    var_dir: Path
    documents_dir: Path
    database_url: str
    redis_url: str


@dataclass(frozen=True, slots=True)
class Site:
    """`nodes` are two; a caller is told by the address that the proxy before them would have seen."""

    nodes: tuple[Service, Service]
    records: Records
    token: str

    def ask(self, node: int, question: str, caller: str) -> Response:
        body = json.dumps({"question": question}).encode()
        return self.send(node, "POST", QUESTIONS, body, {"X-Forwarded-For": caller, "Content-Type": "application/json"})

    def script(self, node: int, method: str, path: str) -> dict[str, Any]:
        """What an address below /api/v1/admin tells a script of an administrator."""
        response = self.send(node, method, f"{_SCRIPTS}{path}", b"", self.as_script())
        assert response.status < 300, (response.status, response.text)
        return response.json()

    def upload(self, node: int, name: str, text: str) -> dict[str, Any]:
        """Send a new document."""
        boundary, body = encode_multipart({"file": _file(name, text)})
        headers = self.as_script() | {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        response = self.send(node, "POST", f"{_SCRIPTS}/documents", body, headers)
        assert response.status == 201, response.text
        return response.json()

    def form(self, node: int, path: str, values: Mapping[str, str], cookie: str = "") -> Response:
        """Send the form of a page; the page may come with a cookie of its own."""
        page = self.page(node, path, cookie)
        found = _TOKEN.search(page.text)
        assert found is not None
        headers = {
            "Cookie": cookie_of(page) or cookie,
            "Content-Type": "application/x-www-form-urlencoded",
            "Referer": "https://127.0.0.1/",
            "X-Forwarded-Proto": "https",
        }
        return self.send(node, "POST", path, urlencode({"csrf_token": found[1], **values}).encode(), headers)

    def page(self, node: int, path: str, cookie: str = "") -> Response:
        return self.send(node, "GET", path, b"", {"Cookie": cookie, "X-Forwarded-Proto": "https"})

    def send(
        self, node: int, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] = _NOTHING
    ) -> Response:
        """One request over a connection of its own."""
        connection = HTTPConnection("127.0.0.1", self.nodes[node].port, timeout=60)
        with closing(connection):
            connection.request(method, path, body, {"Host": "127.0.0.1", **headers})
            response = connection.getresponse()
            return Response(response.status, response.read().decode(), response.headers)

    def wait_until_built(self, node: int, build_id: str) -> dict[str, Any]:
        """The build as a node tells of it, once it is no longer made. Raises TimeoutError."""
        deadline = time.monotonic() + 120
        while (build := self.script(node, "GET", f"/builds/{build_id}"))["state"] in {"bygger", "prövar"}:
            if time.monotonic() > deadline:
                raise TimeoutError(build)
            time.sleep(0.2)
        return build

    def as_script(self) -> dict[str, str]:
        """The headers of a script, which is always the same caller."""
        return {"Authorization": f"Bearer {self.token}", "X-Forwarded-For": SCRIPT}


def cookie_of(response: Response) -> str:
    """The cookie that a response sets, as a browser sends it back; empty where it sets none."""
    return (response.headers["Set-Cookie"] or "").partition(";")[0]


@contextmanager
def running(shared: Shared, logs: Path) -> Iterator[Site]:
    """Both nodes, started at once over records that are empty."""
    settings = {
        "BOT_DOCUMENTS_DIR": str(shared.documents_dir),
        "BOT_DATABASE_URL": shared.database_url,
        "BOT_REDIS_URL": shared.redis_url,
        "BOT_TRUSTED_PROXIES": "1",
        "BOT_RATE_LIMITS": "true",
        "BOT_QUESTIONS_PER_MINUTE": str(PER_MINUTE),
        "BOT_ADMIN_API_PER_MINUTE": "10000",
        "BOT_SECRET_KEY": "",
    }
    with ExitStack() as stack:
        made = [Service(shared.var_dir, logs / f"log-{number}", workers=1, more=settings) for number in range(2)]
        nodes = [stack.enter_context(node) for node in made]
        for node in nodes:
            node.wait_for_answer("Vad kostar beslutet?")
        records = stack.enter_context(closing(Records.open(shared.database_url)))
        expires = utc_now() + timedelta(hours=1)
        _, token = ApiTokens(records).create("prov", Role.ADMINISTRATOR, "prov", expires)
        yield Site((nodes[0], nodes[1]), records, token)


def _file(name: str, text: str) -> FileStorage:
    return FileStorage(io.BytesIO(text.encode()), name, content_type="text/markdown")
