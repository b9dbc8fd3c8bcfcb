"""Addresses and hosts that no honest client asks for: none leads out of what is served or is an error of ours."""

from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answering import Answering
from index.encoder import Encoder
from index.live import LiveSearcher
from web.app import create_app
from web.parts import Parts
from web.settings import Settings

LONG = "b" * 3000
NAMES = st.sampled_from(
    [
        "beslut",
        "..",
        ".",
        "*",
        "%",
        "~",
        "a" * 255,
        LONG,
        "å",
        "\x00",
        "a\x00",
        "-",
        "?",
        "/etc/passwd",
        "..\\..",
        "con",
    ]
)
PARTS = NAMES | st.text(max_size=20)
FORMS = st.sampled_from(
    [
        "/kallor/{0}",
        "/kallor/{0}/{1}",
        "/kallor/{0}/{1}/original",
        "/kallor/{0}/{1}/0-1",
        "/kallor/{0}/{1}/9999999999999999999999-99999999999999999999999",
        "/api/v1/quotes/{0}@{1}:0-1",
        "/api/v1/quotes/{0}",
        "/static/{0}",
        "/static/{0}/{1}",
        "/kvitto?referens={0}@{1}:0-1",
        "/{0}/{1}",
    ]
)
REFUSED = {404, 410}


@pytest.fixture(scope="module")
def client(published_var: Path, default_encoder: Encoder) -> FlaskClient:
    live = LiveSearcher(published_var, lambda _hash: default_encoder)
    live.refresh()
    given = Settings.model_validate({"rate_limits": False, "var_dir": published_var})
    return create_app(Parts(Answering(live), live, given)).test_client()


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(form=FORMS, one=PARTS, other=PARTS)
def test_any_address_is_answered_or_unknown(client: FlaskClient, form: str, one: str, other: str) -> None:
    safe = "" if "referens" in form else "/"
    address = form.format(*(quote(part, safe=safe, errors="replace") for part in (one, other)))
    # A path may begin with two strokes, which alone would be read as the name of a host.
    response = client.get(f"http://localhost{address}", buffered=True)
    assert response.status_code in {200, 302, 308, *REFUSED}
    assert b"root:" not in response.data
    assert "SQLite" not in response.text
    if response.status_code == 302:
        assert response.location.startswith("/kallor/beslut/")


@pytest.mark.parametrize(
    "address",
    [
        "/kallor/..%2f..%2f..%2f..%2fetc/passwd/original",
        "/kallor/beslut/..%2f..%2f..%2farchive/original",
        "/kallor/beslut/%2e%2e/original",
        "/kallor/*/*/original",
        "/static/..%2f..%2fsettings.py",
        "/static/%2e%2e%5csettings.py",
        "/static/%00",
        f"/kallor/beslut/{LONG[:300]}/original",
        f"/kallor/{LONG}/b/original",
        f"/kallor/beslut/{LONG[:300]}",
        f"/api/v1/quotes/beslut@{LONG[:300]}:0-1",
    ],
)
def test_nothing_outside_the_documents_is_found(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "host", ["ond.exempel", "ond.exempel:99999", "[::1", '"><script>', "a b", "", "ond.exempel/kallor", "ond.exempel#"]
)
def test_no_host_that_a_client_names_is_repeated_or_led_to(client: FlaskClient, host: str) -> None:
    headers = {
        "Host": host,
        "X-Forwarded-Host": "ond.exempel",
        "X-Forwarded-Proto": "https",
        "X-Original-URL": "/admin",
    }
    page = client.post("/", data={"question": "Vem kan ansluta sig till strategin?"}, headers=headers)
    answer = client.post("/api/v1/questions", json={"question": "Vem kan ansluta sig?"}, headers=headers)
    for response in (page, answer, client.get("/kallor", headers=headers)):
        assert response.status_code == 200
        assert "ond.exempel" not in response.text
    for address in ("/kallor/beslut", "/kallor/", "//ond.exempel/kallor"):
        location = client.get(address, headers=headers).headers.get("Location", "/")
        assert location.startswith("/")
        assert not location.startswith("//")


@pytest.mark.parametrize("host", ["a" * 3000, "a" * 64 + ".se", ".se", "a..se"], ids=["long", "label", "empty", "gap"])
def test_a_host_that_cannot_be_one_is_no_error_of_ours(client: FlaskClient, host: str) -> None:
    response = client.get("/kallor", headers={"Host": host})
    assert response.status_code in {200, 400}
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_a_line_break_in_an_address_makes_no_header(client: FlaskClient) -> None:
    for address in ("/kallor/%0d%0aSet-Cookie:%20a=b", "/kvitto?referens=%0d%0aX-Evil:%201", "/%0aX-Evil:1"):
        headers = client.get(address).headers
        assert "X-Evil" not in headers
        assert "Set-Cookie" not in headers


@pytest.mark.parametrize("given", ["<script>alert(1)</script>", "a" * 65, "a\tb" * 8, "kvinna-utsatt-för-våld", ""])
def test_an_id_of_a_request_that_is_none_is_replaced(client: FlaskClient, given: str) -> None:
    told = client.get("/", headers={"X-Request-ID": given}).headers["X-Request-ID"]
    assert told != given
    assert len(told) == 32


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "PUT", "DELETE", "PATCH", "PROPFIND"])
def test_no_page_takes_other_methods(client: FlaskClient, method: str) -> None:
    headers = {"X-HTTP-Method-Override": "GET"}
    for address in ("/", "/kallor", "/kvitto"):
        assert client.open(address, method=method, headers=headers).status_code == 405


def test_no_other_site_may_read_anything(client: FlaskClient) -> None:
    headers = {"Origin": "https://ond.exempel", "Access-Control-Request-Method": "POST"}
    for response in (
        client.options("/api/v1/questions", headers=headers),
        client.post("/api/v1/questions", json={"question": "Vem kan ansluta sig?"}, headers=headers),
        client.get("/kallor", headers=headers),
    ):
        assert not [name for name, _ in response.headers if name.lower().startswith("access-control-")]
        assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
