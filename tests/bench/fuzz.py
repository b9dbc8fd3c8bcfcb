"""Ten thousand damaged files to each reader, made from real ones (`make fuzz`, and the beginning of `make soak`).

A file may be read or refused. It may not end or hold this process, take longer than its limits, or lose an offset.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from tqdm import tqdm

from index.readers.blocks import UnreadableFileError
from index.readers.hazards import HazardousFileError
from index.readers.inspection import inspect
from index.readers.process import ReaderLimits, ReaderProcess
from tests.index.exactness import assert_exact
from tests.index.readers.mutation import damaged

READERS = (".txt", ".md", ".html", ".pdf", ".docx", ".odt")
_LIMITS = ReaderLimits(cpu_seconds=10, wall_seconds=30)
_SPARE_SECONDS = 5.0
_MOST_TEXTS = 60
_LONGEST_TEXT = 12_000


@dataclass
class Findings:
    """What became of the files of one reader."""

    read: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    processes: set[int | None] = field(default_factory=set)
    slowest: float = 0.0
    faults: list[str] = field(default_factory=list)


def main() -> int:
    """0 where every file was read or refused as it should, 1 where one was not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=10_000, help="antal filer till varje läsare")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**32), help="upprepar en körning")
    parser.add_argument("--reader", choices=READERS, action="append", help="bara den läsaren")
    given = parser.parse_args()
    texts = _texts()
    print(f"frö {given.seed}, {given.files} filer till varje läsare, verkliga texter: {len(texts)}")
    failed = False
    for suffix in given.reader or READERS:
        began, before = time.monotonic(), psutil.Process().num_fds()
        found = _tried(suffix, given.files, given.seed, texts)
        if psutil.Process().num_fds() > before:
            found.faults.append("filer lämnades öppna")
        _show(suffix, found, time.monotonic() - began)
        failed |= bool(found.faults)
    return 1 if failed else 0


def _texts() -> list[str]:
    """Real texts, the same each time: the longest and the shortest are among them."""
    paths = sorted(
        path
        for path in Path(os.environ.get("BOT_SHARED_DIR", "../shared"), "corpus").rglob("*")
        if path.suffix in {".md", ".txt"}
    )
    whole = sorted((path.read_text(encoding="utf-8") for path in paths), key=len)
    step = max(len(whole) // _MOST_TEXTS, 1)
    return [text[:_LONGEST_TEXT] for text in (*whole[::step], *whole[-1:])]


def _tried(suffix: str, number: int, seed: int, texts: list[str]) -> Findings:
    found = Findings()
    kept = Path(tempfile.mkdtemp(prefix="fuzz-"))
    path = kept / f"fil{suffix}"
    with ReaderProcess(_LIMITS) as reader:
        files = damaged(suffix, number, seed, texts)
        for count, data in enumerate(tqdm(files, suffix, number, mininterval=60, disable=not sys.stderr.isatty())):
            path.write_bytes(data)
            if fault := _fault(path, reader, found):
                copy = kept / f"{count}{suffix}"
                copy.write_bytes(data)
                found.faults.append(f"{copy}: {fault}")
    path.unlink()
    with suppress(OSError):
        # Stays where a file in it is to be looked at.
        kept.rmdir()
    return found


def _fault(path: Path, reader: ReaderProcess, found: Findings) -> str | None:
    """What is wrong with how a file was taken; None where nothing is."""
    began = time.monotonic()
    try:
        with suppress(UnreadableFileError, HazardousFileError):
            inspect(path)
        assert_exact(reader.read(path))
        found.read += 1
    except UnreadableFileError as error:
        found.refused[error.failure.name] += 1
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    seconds = time.monotonic() - began
    found.slowest = max(found.slowest, seconds)
    found.processes.add(reader.pid)
    return f"{seconds:.0f} s" if seconds > _LIMITS.wall_seconds + _SPARE_SECONDS else None


def _show(suffix: str, found: Findings, seconds: float) -> None:
    refused = ", ".join(f"{name} {number}" for name, number in found.refused.most_common())
    print(
        f"{suffix}: lästa {found.read}, nekade {found.refused.total()} ({refused}), "
        f"läsprocesser {len(found.processes - {None})}, längst {found.slowest:.2f} s, i allt {seconds:.0f} s, "
        f"fel {len(found.faults)}",
        flush=True,
    )
    for fault in found.faults[:10]:
        print(f"  {fault}")


if __name__ == "__main__":
    sys.exit(main())
