"""One client's answers with one thread for the encoder and with two, in turn, in one run (docs/measurements.md).

python -m tests.bench.encoder_threads
"""

import statistics
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests.bench import builds
from tests.bench.asked import answerable
from tests.bench.figures import Figure
from tests.bench.measure import find_place
from tests.bench.service import Service

_THREADS = (1, 2)
_QUESTIONS = 50
_ROUNDS = 8


def main() -> int:
    """0 when both were measured. Services that nobody asks take no time from the one that is asked."""
    place = find_place()
    if place is None:
        return 1
    builds.run(place.corpus, place.var_dir)
    questions = answerable(place.shared, _QUESTIONS)
    with tempfile.TemporaryDirectory() as temporary, ExitStack() as started:
        services = [
            started.enter_context(
                Service(place.var_dir, Path(temporary) / str(threads), more={"BOT_ENCODER_THREADS": str(threads)})
            )
            for threads in _THREADS
        ]
        for service in services:
            service.wait_for_answer(questions[0])
            _median(service, questions)
        rounds = [[_median(service, questions) for service in services] for _ in range(_ROUNDS)]
    print("| what | median | lowest–highest | target |\n| --- | --- | --- | --- |")
    for threads, medians in zip(_THREADS, zip(*rounds, strict=True), strict=True):
        print(Figure(f"answer over HTTP, encoder threads: {threads}", list(medians), "ms").row())
    faster = statistics.mean(one > two for one, two in rounds)
    print(f"\nTwo were quicker in {faster:.0%} of the rounds.")
    return 0


def _median(service: Service, questions: list[str]) -> float:
    """Milliseconds of the middle answer."""
    return statistics.median(service.ask(question).ms for question in questions)


if __name__ == "__main__":
    sys.exit(main())
