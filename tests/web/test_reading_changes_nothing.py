"""Reading a page or an address changes nothing: whatever changes something is a POST, PUT, PATCH or DELETE."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from bot.answer import Status
from index.encoder import Encoder
from tests.web.admin.desk import Desk, made
from web.admin.parts import AdminParts
from web.records.asked import Asked, Channel, Questions
from web.records.content import ContentRecords
from web.records.export import What, rows
from web.records.golden import GoldenQuestions
from web.records.roles import Role
from web.settings import Settings

SAFE = ("GET", "HEAD", "OPTIONS")
_ENDS_NOTHING = {"/admin/logga-in/oidc", "/admin/logga-in/oidc/svar"}
_NOTES_THAT_IT_WAS_READ = "/admin/logg/csv"
"""The one that leaves a line about itself in the log."""


@pytest.fixture
def desk(tmp_path: Path, published_var: Path, default_encoder: Encoder) -> Iterator[Desk]:
    settings = Settings(var_dir=tmp_path / "var", documents_dir=tmp_path, rate_limits=False, log_level="error")
    with made(settings, published_var, default_encoder) as desk:
        Questions(desk.parts.records).add([Asked(Channel.PAGE, Status.NO_ANSWER, date(2024, 6, 1), "Vad gäller?")])
        GoldenQuestions(desk.parts.records).add("Vad gäller?", None, "", "test")
        yield desk


def _addresses(app: Flask) -> Iterator[str]:
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or set()) and rule.rule not in {*_ENDS_NOTHING, _NOTES_THAT_IT_WAS_READ}:
            values = {name: min(getattr(item, "items", ["1"])) for name, item in rule._converters.items()}
            yield app.url_map.bind("localhost").build(rule.endpoint, values, method="GET")


def _state(parts: AdminParts) -> dict[str, object]:
    records = parts.records
    exported = {what.value: list(rows(records, what)) for what in What}
    others = {"content": ContentRecords(records).all(), "golden": GoldenQuestions(records).all()}
    return exported | others | {"keys": [(key.id, key.revoked) for key in parts.tokens.all()]}


def test_no_safe_method_changes_anything(desk: Desk) -> None:
    client, token = desk.logged_in(Role.ADMINISTRATOR), desk.token(Role.ADMINISTRATOR)
    before, read = _state(desk.parts), 0
    for address in _addresses(desk.app):
        for method in SAFE:
            response = client.open(
                f"{address}?aktivt=nej&roll=administrat%C3%B6r&losenord=a&csrf_token=a&gor=spara",
                method=method,
                headers={"Authorization": f"Bearer {token}", "X-HTTP-Method-Override": "POST"},
                buffered=True,
            )
            assert response.status_code < 500 or address.startswith(("/health", "/metrics")), address
            read += response.status_code == 200
    assert _state(desk.parts) == before
    assert read > 50


def test_a_page_that_is_downloaded_whole_leaves_a_line_about_it_alone(desk: Desk) -> None:
    before = _state(desk.parts)
    assert desk.logged_in(Role.ADMINISTRATOR).get(_NOTES_THAT_IT_WAS_READ).status_code == 200
    after = _state(desk.parts)
    changed = {name for name in after if after[name] != before[name]}
    assert changed <= {What.AUDIT.value, What.ACCOUNTS.value}
