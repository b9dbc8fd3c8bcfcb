"""The service over HTTP: how soon it answers, how soon a worker is there, and its memory."""

import statistics
import tempfile
import time
from pathlib import Path

from tests.bench import builds
from tests.bench.asked import answerable
from tests.bench.figures import Figure, Place
from tests.bench.service import Service

_QUESTIONS = 50
_ROUNDS = 5
_STARTS = 3
_WARM_UP = ("Vad är jämställdhet?", "Vem bestämmer om strategin?")


def measure_http(place: Place) -> list[Figure]:
    """One client, one question at a time, each over a connection of its own."""
    builds.run(place.corpus, place.var_dir)
    questions = answerable(place.shared, _QUESTIONS)
    with tempfile.TemporaryDirectory() as temporary, Service(place.var_dir, Path(temporary) / "log") as service:
        service.wait_for_answer(_WARM_UP[0])
        for question in _WARM_UP * 10:
            service.ask(question)
        rounds = [[service.ask(question) for question in questions] for _ in range(_ROUNDS)]
        rss, pss = service.rss(), service.pss()
    wrong = [reply for replies in rounds for reply in replies if reply.status != 200]
    if wrong:
        raise RuntimeError(f"{len(wrong)} questions got no answer: {wrong[0]}")
    times = [[reply.ms for reply in replies] for replies in rounds]
    return [
        Figure(
            f"answer over HTTP, median of {_QUESTIONS} questions", [statistics.median(ms) for ms in times], "ms", "≤ 15"
        ),
        Figure("· 95th percentile", [statistics.quantiles(ms, n=20)[-1] for ms in times], "ms"),
        Figure("· memory of the larger of two workers", [max(rss)], "MB", "≤ 700"),
        Figure("· memory of all three processes, shared pages counted once", [pss], "MB"),
    ]


def measure_start(place: Place) -> list[Figure]:
    """From nothing to the first 200, with one worker."""
    builds.run(place.corpus, place.var_dir)
    seconds, workers, trees = [], [], []
    for _ in range(_STARTS):
        with tempfile.TemporaryDirectory() as temporary:
            start = time.perf_counter()
            with Service(place.var_dir, Path(temporary) / "log", workers=1) as service:
                service.wait_for_answer(_WARM_UP[0])
                seconds.append(time.perf_counter() - start)
                rss, pss = service.rss(), service.pss()
        workers.append(max(rss))
        trees.append(pss)
    return [
        Figure("web worker, from start to first answer", seconds, "s", "≤ 4"),
        Figure("· memory of the worker", workers, "MB", "≤ 700"),
        Figure("· memory of it and the process that starts it, shared pages counted once", trees, "MB", "≤ 700"),
    ]
