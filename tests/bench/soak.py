"""Fifty thousand questions to the real service while generations are swapped every second (`make soak`)."""

import argparse
import sys
import tempfile
from pathlib import Path

from tqdm import tqdm

from index.encoder import Progress
from tests.bench.asked import golden
from tests.bench.generations import build_two_of_ours
from tests.bench.service import Service
from tests.bench.traffic import Load, Traffic, swap_under

_SHOWN_FAILURES = 20


def main() -> int:
    """0 where every answer was right, 1 where one was not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=50_000, help="antal frågor")
    load = Load(golden(), parser.parse_args().requests)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        build_two_of_ours(folder)
        with Service(folder / "var", folder / "log") as service:
            service.wait_for_answer(load.questions[0])
            for question in [*load.questions, *load.questions]:
                service.ask(question)
            before = service.rss()
            traffic = swap_under(load, service, folder / "var", _progress(load.requests))
            after = service.rss()
        _show(traffic, before, after)
        if traffic.failures:
            print("Slutet av tjänstens logg:", (folder / "log").read_text(encoding="utf-8")[-4000:], sep="\n")
    return 1 if traffic.failures or traffic.requests < load.requests else 0


def _progress(total: int) -> Progress:
    """A bar that moves often in a terminal, and writes a line a minute in a log."""
    bar = tqdm(total=total, desc="Frågar", unit="st", mininterval=0.1 if sys.stderr.isatty() else 60)

    def advance(count: int) -> None:
        bar.update(count)
        if bar.n >= total:
            bar.close()

    return advance


def _show(traffic: Traffic, before: list[float], after: list[float]) -> None:
    print(f"frågor {traffic.requests}, fel {len(traffic.failures)}")
    print(f"byten {traffic.swaps}, synliga i {traffic.changes} svar")
    print("ms: " + ", ".join(f"p{share} {traffic.percentile(share):.1f}" for share in (50, 95, 99)))
    for when, memory in (("först", before), ("sist", after)):
        processes = " + ".join(f"{megabytes:.0f}" for megabytes in memory)
        print(f"minne {when}: {processes} = {sum(memory):.0f} MB")
    for failure in traffic.failures[:_SHOWN_FAILURES]:
        print(failure)


if __name__ == "__main__":
    sys.exit(main())
