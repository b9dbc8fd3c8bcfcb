"""Whatever is sent, time and memory are bounded: sizes of bodies and fields, any Unicode, deep and wide requests."""

import json
import time
import tracemalloc
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answering import Answering
from index.encoder import Encoder
from index.live import LiveSearcher
from index.terms import TermIndex
from web.app import create_app
from web.parts import Parts
from web.settings import Settings

API = "/api/v1/questions"
FORM = "application/x-www-form-urlencoded"
LIMIT = 64 * 1024
SECONDS = 6.0
"""Of processor time: far more than is needed, far less than what grows without bound."""

ANY_QUESTION = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=1000)
REPEATED = [
    "a" * 1000,
    "å" * 1000,
    "\u0301" * 1000,
    "a\u0301" * 500,
    "\u202e" * 1000,
    "\U0001f468\u200d\U0001f469\u200d" * 250,
    "ﷺ" * 1000,
    "\u1e9b\u0323" * 500,
    "0" * 1000,
    "1.1" * 333,
    "a@" * 500,
    "a." * 500,
    "(" * 1000,
    "jämställdhets" * 76,
    "?! " * 333,
    "\r\n" * 500,
    "\x00" * 1000,
    "för om på " * 100,
    " ".join(f"{a}{b}{c}" for a in "bdf" for b in "aeiouy" for c in "klmnprstv")[:1000],
]


@pytest.fixture(scope="module")
def app(published_var: Path, default_encoder: Encoder) -> Flask:
    live = LiveSearcher(published_var, lambda _hash: default_encoder)
    live.refresh()
    given = Settings.model_validate({"rate_limits": False})
    return create_app(Parts(Answering(live), live, given))


@pytest.fixture(scope="module")
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def _ask(client: FlaskClient, question: str) -> float:
    """Ask on both sides, and give the processor time."""
    began = time.process_time()
    by_api = client.post(API, json={"question": question})
    by_page = client.post("/", data={"question": question})
    assert by_api.status_code in {200, 422}
    assert by_page.status_code in {200, 422}
    return time.process_time() - began


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=ANY_QUESTION)
def test_any_question_is_answered_or_refused_in_bounded_time(client: FlaskClient, question: str) -> None:
    assert _ask(client, question) < SECONDS


@pytest.mark.parametrize("question", REPEATED, ids=range(len(REPEATED)))
def test_a_question_of_a_thousand_hard_characters_is_no_slower(client: FlaskClient, question: str) -> None:
    assert _ask(client, question[:1000]) < SECONDS


def test_six_earlier_questions_of_full_length_are_bounded(client: FlaskClient) -> None:
    began = time.process_time()
    history = [text[:1000] for text in REPEATED if text.strip("\r\n\x00")][:6]
    response = client.post(API, json={"question": "Och för dem?", "history": history})
    assert (response.status_code, time.process_time() - began < SECONDS) == (200, True)


@pytest.mark.parametrize("count", [1_000, 1_000_000])
def test_a_query_of_a_million_terms_takes_no_more_than_one_of_some_thousand(count: int) -> None:
    index = TermIndex.build(["Alla organisationer kan ansluta sig till strategin.", "Beslutet medför inga kostnader."])
    query = " ".join(f"o{number}" for number in range(count))
    tracemalloc.start()
    began = time.process_time()
    index.matches(query)
    used, peak = time.process_time() - began, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert used < SECONDS
    assert peak < 20_000_000


@pytest.mark.parametrize(
    "body",
    [
        b"[" * LIMIT,
        b'{"question":' * 5_000,
        b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
        b'{"question": "a", "history": ' + b"[" * 30_000 + b"]" * 30_000 + b"}",
        b'{"question": ' + b"1" * 60_000 + b"}",
        b'{"question": 1e' + b"9" * 60_000 + b"}",
        json.dumps({str(number): number for number in range(4_000)}).encode()[:LIMIT],
        json.dumps({"question": "a", "history": ["a"] * 10_000}).encode(),
        json.dumps({"question": "a" * 60_000}).encode(),
        json.dumps({"question": "\ud800" * 8_000}).encode(),
        b'{"question": "\\u0000"}' + b" " * 60_000,
    ],
    ids=range(11),
)
def test_deep_wide_and_odd_json_is_refused_quickly(client: FlaskClient, body: bytes) -> None:
    began = time.process_time()
    response = client.post(API, data=body[:LIMIT], content_type="application/json")
    assert response.status_code in {200, 400, 422}
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize(
    "body",
    [
        b"&".join(b"a%d=1" % number for number in range(8_000))[:LIMIT],
        b"question=a" + b"&earlier=b&outcome=answered+sv" * 2_000,
        b"question=a" + (b"&earlier=" + b"b" * 1000 + b"&outcome=answered+sv" + b"+a@0:0-1" * 6) * 30,
        b"question=" + b"%00" * 20_000,
        b"question=" + b"%f0%9f%92%a9" * 5_000,
        b"&" * LIMIT,
        b"=" * LIMIT,
    ],
    ids=["fields", "turns", "long turns", "zeros", "symbols", "ampersands", "equals"],
)
@pytest.mark.parametrize("path", ["/", "/kvitto"])
def test_a_form_of_many_fields_is_handled_quickly(client: FlaskClient, path: str, body: bytes) -> None:
    began = time.process_time()
    response = client.post(path, data=body, content_type=FORM)
    assert response.status_code in {200, 413, 422}
    assert time.process_time() - began < SECONDS


def test_a_form_in_thousands_of_parts_is_refused(client: FlaskClient) -> None:
    part = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
    body = part * (LIMIT // len(part)) + b"--x--\r\n"
    response = client.post("/", data=body, content_type="multipart/form-data; boundary=x")
    assert response.status_code in {413, 422}


def test_a_receipt_of_full_length_is_checked_quickly(client: FlaskClient) -> None:
    began = time.process_time()
    for quote in ("å " * 5_000, "alla organisationer kan " * 416, "a" * 10_000):
        assert client.post("/kvitto", data={"quote": quote, "reference": "a@" * 2_000}).status_code == 200
    assert time.process_time() - began < SECONDS
