"""Whether all of a request has come, told from its bytes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from web.arrival import Arrival, State

MOST = 1000
GET = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nHost: a\r\ncontent-LENGTH: 5\r\n\r\nhello"
CHUNKED = (
    b"POST / HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n3;a=b\r\nabc\r\n0A\r\n0\r\n\r\n45678\r\n0\r\n\r\n"
)
TRAILED = b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nDigest: x\r\n\r\n"


def arrived(*pieces: bytes) -> Arrival:
    arrival = Arrival(MOST)
    for piece in pieces:
        arrival.add(piece)
    return arrival


@pytest.mark.parametrize("request_bytes", [GET, POST, CHUNKED, TRAILED])
def test_a_request_is_whole_with_its_last_byte_and_not_before(request_bytes: bytes) -> None:
    arrival = Arrival(MOST)
    for byte in request_bytes:
        assert arrival.state is State.COMING
        arrival.add(bytes([byte]))
    assert arrival.state is State.WHOLE


@settings(max_examples=50, deadline=None)
@given(st.sampled_from([GET, POST, CHUNKED, TRAILED]), st.data())
def test_it_makes_no_difference_how_the_bytes_are_split(request_bytes: bytes, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(request_bytes)))
    assert arrived(request_bytes[:cut], request_bytes[cut:]).state is State.WHOLE


@settings(max_examples=50, deadline=None)
@given(st.lists(st.binary(max_size=300), max_size=20))
def test_no_bytes_are_an_error_and_no_more_than_the_most_are_waited_for(pieces: list[bytes]) -> None:
    arrival = arrived(*pieces)
    assert arrival.data == b"".join(pieces)
    assert arrival.state is not State.COMING or len(arrival.data) <= MOST


def test_what_comes_after_a_request_is_kept_for_the_next() -> None:
    arrival = arrived(POST + GET[:4])
    assert arrival.state is State.WHOLE
    assert arrival.data.endswith(b"helloGET ")


@pytest.mark.parametrize("head", [b"Content-Length: 1001\r\n", b"Transfer-Encoding: chunked\r\n"])
def test_a_body_that_is_longer_than_is_held_is_large(head: bytes) -> None:
    beginning = b"POST / HTTP/1.1\r\n" + head + b"\r\n"
    assert arrived(beginning, b"ffff\r\n" + b"a" * MOST).state is State.LARGE


def test_a_large_body_is_known_by_its_head_alone() -> None:
    assert arrived(b"POST / HTTP/1.1\r\nContent-Length: 1001\r\n\r\n").state is State.LARGE


@pytest.mark.parametrize("body", [b"g\r\n", b"-1\r\n", b"\r\n", b"1 1\r\n"])
def test_chunks_that_cannot_be_understood_are_left_to_the_server(body: bytes) -> None:
    assert arrived(b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + body).state is State.WHOLE


def test_a_head_without_an_end_is_left_to_the_server_once_it_is_too_long() -> None:
    arrival = arrived(b"GET / HTTP/1.1\r\n" + b"a" * (MOST - 16))
    assert arrival.state is State.COMING
    arrival.add(b"a")
    assert arrival.state is State.WHOLE


def test_a_client_that_asks_before_it_sends_is_noticed() -> None:
    assert arrived(b"POST / HTTP/1.1\r\nExpect: 100-Continue\r\nContent-Length: 5\r\n\r\n").asks_first
    assert not arrived(POST).asks_first
