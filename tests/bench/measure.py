"""The figures of docs/measurements.md, all of them or some parts (`make measure`)."""

import argparse
import os
import sys
from pathlib import Path

from index.encoders import ensure
from index.settings import IndexSettings
from index.terminal import step
from tests.bench import answers, builds, encoding, vectors
from tests.bench.figures import Place

PARTS = {
    "builds": builds.measure,
    "http": answers.measure_http,
    "start": answers.measure_start,
    "encoder": encoding.measure,
    "vectors": vectors.measure,
}


def main() -> int:
    """0 when everything could be measured, whatever the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=PARTS, default=list(PARTS), metavar="DEL", help=", ".join(PARTS))
    chosen: list[str] = parser.parse_args().parts
    place = find_place()
    if place is None:
        return 1
    print("| what | median | lowest–highest | target |\n| --- | --- | --- | --- |")
    for part in chosen:
        for figure in PARTS[part](place):
            print(figure.row(), flush=True)
    return 0


def find_place() -> Place | None:
    """Where to measure; None, with a line about it, where the shared data is not there."""
    shared = Path(os.environ.get("BOT_SHARED_DIR", "../shared"))
    if not shared.is_dir():
        print(f"Delade data saknas: {shared.resolve()}. Ange BOT_SHARED_DIR.", file=sys.stderr)
        return None
    return Place(shared, _var_dir())


def _var_dir() -> Path:
    """A var folder for measuring, inside the configured one, with its encoders."""
    settings = IndexSettings()
    ensure(settings, step("Gör kodaren klar", 0))
    folder = settings.var_dir / "bench"
    folder.mkdir(exist_ok=True)
    if not (folder / "encoders").exists():
        (folder / "encoders").symlink_to(settings.encoders_dir.resolve())
    return folder


if __name__ == "__main__":
    sys.exit(main())
