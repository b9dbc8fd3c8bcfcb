"""Five thousand bodies and headers that are not quite right."""

import json
import random
from copy import deepcopy
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.answering import Answering
from bot.content import default_content
from tests.fakes import FakeSearcher, hit
from web import refusals, teams
from web.settings import Settings
from web.teams_sample import sample
from web.teams_signature import authorization_for

KEY = bytes(range(1, 33))
ROUNDS = 5000
_ODD: tuple[Any, ...] = (
    None,
    True,
    -1,
    1e308,
    "",
    "\x00",
    "28:",
    [],
    {},
    [[]],
    {"id": 7},
    "\ud800",
    "9999-99-99",
    "å" * 999,
)


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    app = Flask(__name__)
    given = Settings.model_validate({"teams_tokens": "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA="})
    app.register_blueprint(teams.routes(Answering(FakeSearcher(hit(0.95))), given, default_content))
    refusals.register(app)
    return app.test_client()


def _bytes_changed(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(changed))
        changed[at : at + chance.randint(0, 3)] = chance.randbytes(chance.randint(0, 3))
    return bytes(changed)


def _fields_changed(data: bytes, chance: random.Random) -> bytes:
    message = json.loads(data)
    for _ in range(chance.randint(1, 3)):
        node, names = message, list(message)
        name = chance.choice(names)
        while isinstance(node[name], dict | list) and node[name] and chance.random() < 0.7:
            node = node[name]
            name = chance.choice(list(node)) if isinstance(node, dict) else chance.randrange(len(node))
        node[name] = deepcopy(chance.choice(_ODD))
    return json.dumps(message).encode()


def test_nothing_that_is_signed_breaks_it(client: FlaskClient) -> None:
    chance, statuses = random.Random(6), set()
    for turn in range(ROUNDS // 2):
        change = _bytes_changed if turn % 2 else _fields_changed
        body = change(sample("Vem kan ansluta sig till strategin?"), chance)
        response = client.post("/teams/webhook", data=body, headers={"Authorization": authorization_for(KEY, body)})
        statuses.add(response.status_code)
    assert statuses <= {200, 400, 401, 422, 429}
    assert {200, 400, 401, 422} <= statuses


def test_nothing_that_is_not_signed_is_answered(client: FlaskClient) -> None:
    chance = random.Random(7)
    body = sample("Vem kan ansluta sig till strategin?")
    header = authorization_for(KEY, body)
    for turn in range(ROUNDS // 2):
        sent, told = body, header
        if turn % 2:
            sent = _bytes_changed(body, chance)
        else:
            told = _bytes_changed(header.encode(), chance).decode("latin-1").translate({10: 32, 13: 32})
        if (sent, told.strip()) == (body, header):
            continue
        response = client.post("/teams/webhook", data=sent, headers={"Authorization": told})
        assert (response.status_code, response.data) == (401, b"")
