"""The addresses for scripts against their own description, and that each of them is described."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from flask import Blueprint, Flask
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from index.encoder import Encoder
from tests.web.admin.desk import Desk, made
from web.access import Access, needs_of
from web.admin.access import api
from web.admin.openapi import describe_administration
from web.openapi import describe
from web.records.roles import Role
from web.settings import Settings

CASES = 12
"""For each operation."""

STARTS_A_PROCESS = {"POST /api/v1/admin/builds"}
READS_FILES = {"POST /api/v1/admin/documents", "PUT /api/v1/admin/documents/{id}"}
"""Each file is read by a process: hostile files have tests of their own."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, published_var: Path, default_encoder: Encoder) -> Iterator[Desk]:
    settings = Settings(var_dir=tmp_path_factory.mktemp("described"), rate_limits=False)
    with made(settings, published_var, default_encoder) as desk:
        yield desk


def test_every_address_for_scripts_is_described(desk: Desk) -> None:
    app = desk.app
    served = {
        (rule.rule.replace("<int:", "<").replace("<", "{").replace(">", "}"), method.lower())
        for rule in app.url_map.iter_rules()
        if (needs := needs_of(app, rule.endpoint)) and needs.access is Access.TOKEN
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    paths, _ = describe_administration(app)
    assert {(path, method) for path, methods in paths.items() for method in methods} == served


def test_a_description_says_what_role_is_needed(desk: Desk) -> None:
    paths, _ = describe_administration(desk.app)
    assert "administratör" in paths["/api/v1/admin/accounts"]["get"]["description"]
    assert "redaktör" in paths["/api/v1/admin/documents"]["get"]["description"]


def test_no_name_of_a_schema_means_two_things(desk: Desk) -> None:
    everybodys = describe("")["components"]["schemas"]
    _, administrations = describe_administration(desk.app)
    assert all(everybodys[name] == schema for name, schema in administrations.items() if name in everybodys)


def test_an_address_that_says_nothing_of_itself_is_told_of() -> None:
    app = Flask("silent")
    assert describe_administration(app) == ({}, {})
    blueprint = Blueprint("silent", __name__, url_prefix="/api/v1/admin")
    api(blueprint, "/tyst", role=Role.EDITOR, endpoint="quiet")(lambda: "")
    app.register_blueprint(blueprint)
    with pytest.raises(LookupError, match="/tyst"):
        describe_administration(app)


def test_no_call_gets_what_the_description_does_not_promise(desk: Desk) -> None:
    headers = {"Authorization": f"Bearer {desk.token(Role.ADMINISTRATOR)}"}
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", desk.app)
    operations = {found.ok().label: found.ok() for found in schema.get_all_operations()}
    labels = {label for label in operations if "/api/v1/admin/" in label} - STARTS_A_PROCESS - READS_FILES
    assert len(labels) > 25
    for label in sorted(labels):

        @given(case=operations[label].as_strategy())
        @settings(
            max_examples=CASES,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
            database=None,
        )
        def ask(case: schemathesis.Case) -> None:
            # That an address has no account, or a word no document, no schema can say.
            case.call_and_validate(headers=headers, excluded_checks=[positive_data_acceptance])

        ask()
