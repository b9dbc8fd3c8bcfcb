"""No value of a field is an error of ours: each route that changes something is sent hostile ones in all its fields.

On PostgreSQL too, which refuses what SQLite takes.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import quote_from_bytes

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import web
from bot.answer import Status
from bot.answering import Answering
from index.encoder import Encoder
from index.live import LiveSearcher
from tests.web.admin.desk import LOGIN, Desk, csrf
from web.access import Access, needs_of
from web.admin.describing import FIELDS
from web.admin.operations import operation_of
from web.admin.parts import AdminParts
from web.app import create_app
from web.parts import Parts
from web.recording import QueuedRecorder
from web.records.asked import Asked, Channel, Questions
from web.records.database import Records
from web.records.golden import GoldenQuestions
from web.records.roles import Role
from web.settings import Settings

_NAME = re.compile(r"""form\.get(?:list)?\("([a-z_]+)"|name="([a-z_]+)\"""")
_CHANGING = {"POST", "PUT", "PATCH", "DELETE"}
_NOT_CALLED = {
    *(
        "admin_builds.start",
        "admin_build_api.start",
        "admin_login.leave",
        "admin_login.leave_everywhere",
        "teams.asked",
    ),
}
"""What would begin work, end the session that the rest needs, or is signed."""
_FURTHER = {*("nummer-0", "namn-0", "behov-0", "text-0", "gor", "fraga", "dokument", "svar")}
_FORM = "application/x-www-form-urlencoded"
VALUES = {
    "long": "a" * 3_000,
    "NUL": "a\x00b",
    "half a pair": "\udcff",
    "number": "9" * 30,
    "quotes": "'\"; DROP TABLE administrators; --",
}


@dataclass(frozen=True, slots=True)
class Call:
    """A way to change something; `fields` are those of its body, where it is one for scripts."""

    method: str
    address: str
    access: Access
    fields: tuple[str, ...]


@pytest.fixture
def desk(database_url: str, tmp_path: Path, published_var: Path, default_encoder: Encoder) -> Iterator[Desk]:
    """A service with a row of each kind, so that what is done to row 1 is done."""
    live = LiveSearcher(published_var, lambda _hash: default_encoder)
    live.refresh()
    records = Records.open(database_url)
    settings = Settings(var_dir=tmp_path, documents_dir=tmp_path, rate_limits=False, log_level="error")
    recorder = QueuedRecorder(records)
    parts = Parts(Answering(live), live, settings, records=records, recorder=recorder)
    Questions(records).add([Asked(Channel.PAGE, Status.NO_ANSWER, date(2024, 6, 1), "Vad gäller?")])
    GoldenQuestions(records).add("Vad gäller?", None, "", "test")
    yield Desk(create_app(parts), AdminParts.of(parts))
    recorder.close()
    records.close()


def _fields() -> frozenset[str]:
    """The names of the fields of every form, as the pages write them and the code reads them."""
    files = [path for suffix in ("html", "py") for path in Path(web.__file__).parent.rglob(f"*.{suffix}")]
    pairs = (pair for path in files for pair in _NAME.findall(path.read_text(encoding="utf-8")))
    named = {name for pair in pairs for name in pair if name}
    return frozenset({*named, *_FURTHER, *(field.name for field in FIELDS)} - {"csrf_token"})


def _calls(desk: Desk) -> Iterator[Call]:
    for rule in desk.app.url_map.iter_rules():
        needs = needs_of(desk.app, rule.endpoint)
        if needs is None or rule.endpoint in _NOT_CALLED:
            continue
        arguments = {name: min(getattr(item, "items", ["1"])) for name, item in rule._converters.items()}
        operation = operation_of(desk.app.view_functions[rule.endpoint])
        taken = getattr(operation.takes, "model_fields", {}) if operation else {}
        for method in sorted(_CHANGING & (rule.methods or set())):
            address = desk.app.url_map.bind("localhost").build(rule.endpoint, arguments, method=method)
            yield Call(method, address, needs.access, tuple(taken) or ("question", "references"))


@pytest.mark.timeout(900)
def test_no_value_of_a_field_is_an_error_of_ours(desk: Desk) -> None:
    client, calls = desk.logged_in(Role.ADMINISTRATOR), tuple(_calls(desk))
    shown = {
        Access.TOKEN: {"Authorization": f"Bearer {desk.token(Role.ADMINISTRATOR)}"},
        Access.SESSION: {"X-CSRFToken": csrf(client, "/admin")},
        Access.LOGIN: {"X-CSRFToken": csrf(client, LOGIN)},
    }
    wrong = []
    for name, value in VALUES.items():
        written = "&".join(f"{field}={_percent(value)}" for field in _fields())
        for call in calls:
            send = _as_json(call, value) if call.address.startswith("/api/") else [(written, _FORM)]
            for data, kind in send:
                response = _sent(client, call, (data, kind), shown.get(call.access, {}))
                if response.status_code >= 500:
                    wrong.append((name, call.method, call.address, data[:80], response.status_code))
    assert wrong == []


def test_every_field_of_every_form_is_tried() -> None:
    asked = {"namn", "epost", "losenord", "anteckning", "fraga", "svar", "title", "reason", "question", "quote"}
    assert asked <= _fields()


def _sent(client: FlaskClient, call: Call, body: tuple[str, str], headers: dict[str, str]) -> TestResponse:
    data, kind = body
    return client.open(call.address, method=call.method, data=data, content_type=kind, headers=headers, buffered=True)


def _as_json(call: Call, value: str) -> Iterator[tuple[str, str]]:
    """All fields with the value, then each of them alone, with it and with a list of it."""
    bodies: list[dict[str, object]] = [dict.fromkeys(call.fields, value)]
    bodies += [{name: one} for name in call.fields for one in (value, [value])]
    return ((json.dumps(body), "application/json") for body in bodies)


def _percent(text: str) -> str:
    return quote_from_bytes(text.encode("utf-8", "surrogateescape"))
