"""A gunicorn worker whose threads are for requests that have come: clients that are slow to send hold none of them."""

import errno
import socket
import struct
from collections import OrderedDict
from contextlib import suppress
from functools import partial
from selectors import EVENT_READ
from time import monotonic
from typing import Any

from gunicorn import http
from gunicorn.workers.gthread import TConn, ThreadWorker

from web.arrival import Arrival, State

_LEAVING_SECONDS = 2.0
"""What a client has for reading the last of a response before its connection is gone, and to send when we stop."""

_STALLED_SECONDS = 10
"""What a thread waits for a client that has sent a part of a large body, or reads nothing of a response."""

_MOST_HELD = 320 * 1024
"""Of one request: more than the largest body that anybody may send who is not an administrator, and its head."""

_MOST_HELD_TOGETHER = 64 * 1024 * 1024
_AT_ONCE = 64 * 1024
_NO_ROOM = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}
_NOTHING_THERE = {errno.EAGAIN, errno.EWOULDBLOCK, errno.ECONNABORTED}
_GO_ON = b"HTTP/1.1 100 Continue\r\n\r\n"
_PROBLEM = (
    b'{"type": "about:blank", "title": "Anropet kom inte fram i tid", "status": 408, '
    b'"detail": "Hela anropet ska vara framme inom trettio sekunder."}'
)
_TOO_SLOW = (
    b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nCache-Control: no-store\r\n"
    b"Content-Type: application/problem+json\r\nContent-Length: %d\r\n\r\n%s" % (len(_PROBLEM), _PROBLEM)
)


class Connection(TConn):  # type: ignore[misc]  # gunicorn has no types
    """A connection, and what has come of its next request."""

    def __init__(self, worker: "PatientWorker", sock: socket.socket, client: Any, server: Any) -> None:
        super().__init__(worker.cfg, sock, client, server)
        # The system's own limits: gunicorn's threads wait in calls that have none.
        for option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            sock.setsockopt(socket.SOL_SOCKET, option, struct.pack("ll", _STALLED_SECONDS, 0))
        self._worker = worker
        self.arrival = Arrival(_MOST_HELD)

    def close(self, graceful: bool = False) -> None:
        if graceful:
            self._worker.let_leave(self)
        else:
            super().close()


class PatientWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """Receives requests in its loop, which waits for all clients at once, and gives each to a thread when it is whole.

    A body too large to hold is read by the thread, as it comes: the application takes one from administrators only. A
    client that is too slow is told so (408). Where connections run out, the one that has been sending longest goes.
    """

    arrival_seconds = 30.0
    """What a client has for sending a request."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._arriving: OrderedDict[Connection, float] = OrderedDict()
        self._leaving: OrderedDict[Connection, float] = OrderedDict()
        self._held = 0

    @property
    def staying(self) -> int:
        """How many connections have more to say, or may have."""
        return int(self.nr_conns) - len(self._leaving)

    def accept(self, listener: Any) -> None:
        try:
            sock, client = listener.accept()
        except OSError as error:
            if error.errno in _NO_ROOM and self.alive:
                # The loop looks after what it has and then tries again.
                self.set_accept_enabled(False)
            elif error.errno not in _NOTHING_THERE | _NO_ROOM:
                raise
            return
        self.nr_conns += 1
        self._await(Connection(self, sock, client, listener.getsockname()))
        if self.nr_conns >= self.worker_connections:
            self._drop_oldest()

    def enqueue_req(self, conn: Connection) -> None:
        """Wait for the next request, of which some may have come with the one before."""
        conn.arrival = Arrival(_MOST_HELD)
        begun = conn.parser.unreader.take_buffered()
        conn.sock.setblocking(False)
        if not (begun and self._add(conn, begun)) and not self._received(conn):
            self._await(conn)

    def murder_pending(self) -> None:
        super().murder_pending()
        now = monotonic()
        for waiting, end in ((self._arriving, self._refuse), (self._leaving, self._end)):
            while waiting and next(iter(waiting.values())) <= now:
                end(next(iter(waiting)))

    def let_leave(self, conn: Connection) -> None:
        """Say no more, and close when the client has: closed at once, what it has not read yet could be lost."""
        self.nr_conns += 1
        self._leaving[conn] = monotonic() + _LEAVING_SECONDS
        try:
            conn.sock.setblocking(False)
            conn.sock.shutdown(socket.SHUT_WR)
            self.poller.register(conn.sock, EVENT_READ, partial(self._discard, conn))
        except (OSError, ValueError):
            self._end(conn)

    def _cap_keepalive(self, deadline: float) -> None:
        super()._cap_keepalive(deadline)
        for conn, limit in self._arriving.items():
            self._arriving[conn] = min(limit, deadline)

    def _keepalive_after(self, conn: Connection, keepalive: bool) -> bool:
        # A thread does not wait for the rest of a body that was refused.
        return conn.arrival.state is State.WHOLE and bool(super()._keepalive_after(conn, keepalive))

    def _await(self, conn: Connection) -> None:
        self._arriving[conn] = monotonic() + (self.arrival_seconds if self.alive else _LEAVING_SECONDS)
        self.poller.register(conn.sock, EVENT_READ, partial(self._go_on, conn))

    def _go_on(self, conn: Connection, _sock: object) -> None:
        self._received(conn)

    def _received(self, conn: Connection) -> bool:
        """Take what has come. Whether the request is no longer waited for: it has a thread, or the client is gone."""
        try:
            data = conn.sock.recv(_AT_ONCE)
        except (BlockingIOError, InterruptedError):
            return False
        except OSError:
            data = b""
        if data:
            return self._add(conn, data)
        self._forget(conn)
        self.nr_conns -= 1
        conn.close()
        return True

    def _add(self, conn: Connection, data: bytes) -> bool:
        arrival = conn.arrival
        arrival.add(data)
        self._held += len(data)
        if arrival.state is not State.COMING:
            self._forget(conn)
            self._hand_over(conn)
            return True
        if arrival.asks_first:
            arrival.asks_first = False
            with suppress(OSError):
                conn.sock.send(_GO_ON)
        if self._held > _MOST_HELD_TOGETHER:
            self._drop_oldest()
        return False

    def _hand_over(self, conn: Connection) -> None:
        conn.initialized = conn.data_ready = True
        data = bytes(conn.arrival.data)
        if conn.arrival.state is State.WHOLE:
            # The parser is given the bytes and not the socket: whatever it makes of them, it waits for no more.
            conn.parser = http.get_parser(self.cfg, [data], conn.client)
        else:
            conn.parser = http.get_parser(self.cfg, conn.sock, conn.client)
            conn.parser.unreader.unread(data)
        super().enqueue_req(conn)

    def _forget(self, conn: Connection) -> None:
        """Wait for the connection no more."""
        self._held -= len(conn.arrival.data)
        if self._arriving.pop(conn, None) is not None:
            self.poller.unregister(conn.sock)

    def _drop_oldest(self) -> None:
        if self._arriving:
            conn = next(iter(self._arriving))
            self._forget(conn)
            self.nr_conns -= 1
            conn.close()

    def _refuse(self, conn: Connection) -> None:
        self._forget(conn)
        self.nr_conns -= 1
        if not conn.arrival.data:
            conn.close()
            return
        with suppress(OSError):
            conn.sock.send(_TOO_SLOW)
        conn.close(graceful=True)

    def _discard(self, conn: Connection, _sock: object) -> None:
        try:
            goes_on = bool(conn.sock.recv(_AT_ONCE))
        except (BlockingIOError, InterruptedError):
            goes_on = True
        except OSError:
            goes_on = False
        if not goes_on:
            self._end(conn)

    def _end(self, conn: Connection) -> None:
        del self._leaving[conn]
        with suppress(KeyError, OSError, ValueError):
            self.poller.unregister(conn.sock)
        self.nr_conns -= 1
        conn.close()
