"""The shared test vectors, whose signatures were made by another program."""

import base64
import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.answering import Answering
from bot.content import default_content
from tests.fakes import FakeSearcher, hit
from web import teams
from web.settings import Settings
from web.teams_message import Message
from web.teams_signature import Keys

SENT = datetime.fromisoformat("2026-11-24T08:15:30Z")


@pytest.fixture(scope="module")
def vectors(shared_dir: Path) -> dict[str, Any]:
    path = shared_dir / "teams-vectors.json"
    if not path.is_file():
        pytest.skip(f"Testvektorerna saknas: {path.resolve()}. Ange BOT_SHARED_DIR.")
    read: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return read


@pytest.fixture(scope="module")
def client(vectors: Mapping[str, Any]) -> FlaskClient:
    app = Flask(__name__)
    settings = Settings.model_validate({"teams_tokens": vectors["token"]})
    answering = Answering(FakeSearcher(hit(0.95)))
    app.register_blueprint(teams.routes(answering, settings, default_content, lambda: SENT))
    return app.test_client()


def test_what_must_be_accepted_is_and_its_question_is_the_expected_one(
    vectors: Mapping[str, Any], client: FlaskClient
) -> None:
    for vector in vectors["accept"]:
        headers = {"Authorization": vector["authorization"]}
        response = client.post("/teams/webhook", data=vector["body"].encode(), headers=headers)
        assert response.status_code == 200
        question, name = Message.model_validate_json(vector["body"]).question()
        assert (question, name) == (vector["question"], "Regionboten")


def test_what_must_be_rejected_is(vectors: Mapping[str, Any], client: FlaskClient) -> None:
    for vector in vectors["reject"]:
        given = vector["authorization"]
        headers = {} if given is None else {"Authorization": given}
        response = client.post("/teams/webhook", data=vector["body"].encode(), headers=headers)
        assert (response.status_code, response.data) == (401, b""), vector["why"]


def test_one_bit_of_a_signature_cannot_be_written_otherwise(vectors: Mapping[str, Any]) -> None:
    keys, vector = Keys.parse(vectors["token"]), vectors["accept"][0]
    encoded = vector["authorization"].removeprefix("HMAC ")
    # The last character before the padding holds two bits that a decoder throws away.
    other = encoded[:-2] + chr(ord(encoded[-2]) + 1) + "="
    assert base64.b64decode(other) == base64.b64decode(encoded)
    assert not keys.signed(f"HMAC {other}", vector["body"].encode())
