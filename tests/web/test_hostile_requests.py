"""Requests that no honest client sends: any text, JSON and form gets an answer or a reason, in bounded time."""

import json
import time
import tracemalloc
from pathlib import Path
from urllib.parse import quote_from_bytes

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from bot.answering import Answering
from index.encoder import Encoder
from index.live import LiveSearcher
from web.app import create_app
from web.parts import Parts
from web.problems import MEDIA_TYPE
from web.settings import Settings

API = "/api/v1/questions"
FORM = "application/x-www-form-urlencoded"
LIMIT = 64 * 1024
SECONDS = 3.0
"""Of processor time."""
MEGABYTES = 25
"""Of memory for one request, most of it what the same text takes in several forms."""
MANY = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
ANY = st.text(st.characters(), max_size=1100)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY,
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(st.sampled_from(["question", "history"]), inside),
    max_leaves=8,
)
UNITS = (
    *(
        "a",
        "å",
        "-a",
        "[",
        "a@",
        "a.",
        "1.",
        "(",
        "\u0301",
        "a\u0301",
        "\u202e",
        "ﷺ",
        "\U0001d49c",
        "\u0660",
        "\x00",
        "\n",
    ),
    *("ja ", "og ", "kan du ", "mannen ", "jätte ", "hej ", "tack ", "07-", "https://", "slår mig ", "jag är rädd "),
)


@pytest.fixture(scope="module")
def client(published_var: Path, default_encoder: Encoder) -> FlaskClient:
    live = LiveSearcher(published_var, lambda _hash: default_encoder)
    live.refresh()
    given = Settings.model_validate({"rate_limits": False})
    return create_app(Parts(Answering(live), live, given)).test_client()


def _timed(client: FlaskClient, path: str, data: bytes, kind: str) -> TestResponse:
    began = time.process_time()
    response = client.post(path, data=data, content_type=kind)
    assert time.process_time() - began < SECONDS
    return response


def _is_told(response: TestResponse) -> None:
    """An answer, or problem details with the status of the response."""
    assert response.status_code in {200, 400, 413, 422}
    if response.status_code != 200:
        assert response.content_type == MEDIA_TYPE
        assert response.get_json()["status"] == response.status_code


@MANY
@given(question=ANY, history=st.lists(ANY, max_size=7))
def test_any_text_over_the_api_is_answered_or_refused(client: FlaskClient, question: str, history: list[str]) -> None:
    for as_escapes in (True, False):
        body = json.dumps({"question": question, "history": history}, ensure_ascii=as_escapes)
        _is_told(_timed(client, API, body.encode("utf-8", "surrogatepass"), "application/json"))


@MANY
@given(value=JSON)
def test_any_json_is_answered_or_refused(client: FlaskClient, value: object) -> None:
    _is_told(_timed(client, API, json.dumps(value).encode(), "application/json"))


@MANY
@given(data=st.binary(max_size=300))
def test_any_bytes_are_answered_or_refused(client: FlaskClient, data: bytes) -> None:
    _is_told(_timed(client, API, data, "application/json"))
    form = b"question=" + quote_from_bytes(data).encode() + b"&earlier=" + quote_from_bytes(data[::-1]).encode()
    assert _timed(client, "/", form, FORM).status_code in {200, 422}
    assert _timed(client, "/kvitto", b"quote=" + quote_from_bytes(data).encode(), FORM).status_code in {200, 410, 422}


@pytest.mark.parametrize("opening", ["", "Min man slår mig. "], ids=["", "at risk"])
@pytest.mark.parametrize("unit", UNITS, ids=ascii)
def test_a_text_as_long_as_a_body_takes_no_longer(client: FlaskClient, unit: str, opening: str) -> None:
    text = opening + unit * ((LIMIT - 100) // len(unit.encode()))
    body = json.dumps({"question": text}, ensure_ascii=False).encode()[: LIMIT - 2].decode(errors="ignore")
    body = body.removesuffix('"}') + '"}'
    response = _timed(client, API, body.encode(), "application/json")
    _is_told(response)
    if opening and response.status_code == 200:
        assert response.get_json()["status"] == "crisis"
    room = (LIMIT - 100) // len(quote_from_bytes(unit.encode()))
    form = f"question={quote_from_bytes((opening + unit * room).encode())}"[:LIMIT]
    assert _timed(client, "/", form.encode(), FORM).status_code in {200, 422}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ('{"question": "a", "question": "Vem kan ansluta sig?"}', 200),
        ('{"question": "Vem kan ansluta sig?", "question": 1}', 422),
        ('{"question": 1e999999}', 422),
        ('{"question": -' + "9" * 4_000 + "}", 422),
        ('{"question": ' + "9" * 60_000 + "}", 400),
        ('{"question": Infinity}', 400),
        ('{"question": "\\u0000"}', 200),
        ('{"question": "\\udfff\\ud800"}', 422),
        ('{"question": "\\ud83d\\ude00"}', 200),
        ('{"question": "a", "history": ' + "[" * 20_000 + "]" * 20_000 + "}", 400),
        ('{"question": ' + '{"a":' * 10_000 + "1" + "}" * 10_000 + "}", 400),
        ('{"question": "a"} {"question": "b"}', 400),
        ('\ufeff{"question": "a"}', 400),
        ("null", 422),
        ('"a"', 422),
    ],
    ids=range(15),
)
def test_odd_json_is_told_what_it_is(client: FlaskClient, body: str, status: int) -> None:
    response = _timed(client, API, body.encode("utf-8"), "application/json")
    _is_told(response)
    assert response.status_code == status


@pytest.mark.parametrize(
    "body",
    [
        b'{"question": "' + b"a" * 65_000 + b'"}',
        b'{"question": "a", "history": [' + b'"a",' * 16_000 + b'"a"]}',
        b"[" + b"{}," * 21_000 + b"{}]",
        b'{"' + b'":{"'.join(b"%d" % number for number in range(7_000)),
        json.dumps({f"{number}": [] for number in range(6_000)}).encode()[:LIMIT],
    ],
    ids=["long", "many", "wide", "deep", "keys"],
)
def test_no_body_takes_much_memory(client: FlaskClient, body: bytes) -> None:
    client.post(API, data=b"{}", content_type="application/json")
    tracemalloc.start()
    try:
        _is_told(client.post(API, data=body, content_type="application/json"))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < MEGABYTES * 1024 * 1024
