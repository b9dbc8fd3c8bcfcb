"""One request while its bytes come: whether all of it is there."""

import re
from enum import Enum, auto

_END_OF_HEAD = b"\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*([0-9]{1,18})[ \t]*\r\n", re.IGNORECASE)
_IN_CHUNKS = re.compile(rb"\r\ntransfer-encoding:[^\r\n]*chunked", re.IGNORECASE)
_ASKS_FIRST = re.compile(rb"\r\nexpect:[ \t]*100-continue[ \t]*\r\n", re.IGNORECASE)
_CHUNK_SIZE = re.compile(rb"([0-9a-fA-F]{1,15})[ \t]*(?:;.*)?", re.DOTALL)


class State(Enum):
    """How far a request has come; LARGE is one whose body is longer than is held."""

    COMING = auto()
    WHOLE = auto()
    LARGE = auto()


class Arrival:
    """The bytes of a request. What can not be understood is WHOLE: it is for the server to refuse."""

    __slots__ = ("_body_at", "_end", "_in_chunks", "_most", "asks_first", "data", "state")

    def __init__(self, most: int) -> None:
        """At most about `most` bytes are held."""
        self._most = most
        self._body_at = 0
        self._end = 0
        self._in_chunks = False
        self.asks_first = False
        """Whether the client waits for a word before it sends the body (RFC 9110, 10.1.1)."""
        self.data = bytearray()
        self.state = State.COMING

    def add(self, data: bytes) -> None:
        """More bytes have come; those after the request belong to the next one."""
        searched = max(0, len(self.data) - len(_END_OF_HEAD) + 1)
        self.data += data
        if not self._body_at:
            self._look_for_body(searched)
        if self._body_at and self.state is State.COMING:
            self._look_for_end()
        if self.state is State.COMING and len(self.data) > self._most:
            self.state = State.LARGE if self._body_at else State.WHOLE

    def _look_for_body(self, searched: int) -> None:
        found = self.data.find(_END_OF_HEAD, searched)
        if found < 0:
            return
        self._body_at = self._end = found + len(_END_OF_HEAD)
        head = self.data[: found + 2]
        self.asks_first = _ASKS_FIRST.search(head) is not None
        self._in_chunks = _IN_CHUNKS.search(head) is not None
        if not self._in_chunks and (length := _LENGTH.search(head)):
            self._end += int(length[1])

    def _look_for_end(self) -> None:
        if self._in_chunks:
            self._follow_chunks()
        elif len(self.data) >= self._end:
            self.state = State.WHOLE
        elif self._end > self._most:
            self.state = State.LARGE

    def _follow_chunks(self) -> None:
        """`_end` moves from the beginning of one chunk to that of the next, as far as they have come."""
        while (line_end := self.data.find(b"\r\n", self._end)) >= 0:
            size = _CHUNK_SIZE.fullmatch(self.data, self._end, line_end)
            if size is None or self._is_last(size[1], line_end):
                self.state = State.WHOLE
                return
            if not int(size[1], 16):
                return
            self._end = line_end + 2 + int(size[1], 16) + 2

    def _is_last(self, size: bytes, line_end: int) -> bool:
        """Whether it is the empty chunk, and what may come after it is there too."""
        return not int(size, 16) and (
            self.data.startswith(_END_OF_HEAD, line_end) or self.data.find(_END_OF_HEAD, line_end + 2) >= 0
        )
