"""Many clients that send their requests byte by byte, or never to the end."""

import itertools
import socket
import time
from contextlib import ExitStack, suppress
from threading import Event, Thread

from tests.faults.trial import Fault, Trial

CLIENTS = 200
LONGEST_WAIT = 5.0
_PAUSE = 0.1
_HEAD = b"POST /api/v1/questions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n"
_BEGINNINGS = (b"", b"P", _HEAD[:40], _HEAD, _HEAD + b'{"question": "')


def connect(port: int, number: int, stack: ExitStack) -> list[socket.socket]:
    """So many clients, each of which has sent another part of a request."""
    connected = []
    for beginning in itertools.islice(itertools.cycle(_BEGINNINGS), number):
        connection = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=10))
        connection.sendall(beginning)
        connected.append(connection)
    return connected


def _drip(connections: list[socket.socket], ended: Event) -> None:
    while not ended.wait(_PAUSE):
        for connection in connections:
            # Those that were too slow have been told so, and are cut.
            with suppress(OSError):
                connection.sendall(b"a")


def _press(trial: Trial) -> float:
    before = time.monotonic()
    ended = Event()
    with ExitStack() as stack:
        connections = connect(trial.service.port, CLIENTS, stack)
        dripping = Thread(target=_drip, args=(connections, ended))
        dripping.start()
        try:
            trial.pressure.wait_for(40)
            trial.rest()
        finally:
            ended.set()
            dripping.join()
    waits = [call.ended - call.began for call in trial.pressure.calls if call.began > before]
    if max(waits) > LONGEST_WAIT:
        raise TimeoutError(f"others waited for {max(waits):.1f} s")
    return 0.0


FAULT = Fault(
    "clients send slowly",
    f"{CLIENTS} connections that send a byte ten times a second, a part of a request, or nothing",
    _press,
)
