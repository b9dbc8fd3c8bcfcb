"""A service that is asked without a pause while something is done to it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

from tests.bench.service import Reply, Service


@contextmanager
def asked_meanwhile(service: Service, question: str, clients: int = 1) -> Iterator[list[Reply]]:
    """Each client asks at least once, until the block ends; the replies are in the order in which they came."""
    replies: list[Reply] = []
    done = Event()

    def keep_asking(_client: int) -> None:
        replies.append(service.ask(question))
        while not done.is_set():
            replies.append(service.ask(question))

    with ThreadPoolExecutor(clients) as pool:
        asking = [pool.submit(keep_asking, number) for number in range(clients)]
        try:
            yield replies
        finally:
            done.set()
    for client in asking:
        client.result()
