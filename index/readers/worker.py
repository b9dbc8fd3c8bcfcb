"""The reader process: reads the files named on its standard input, within limits of memory and time.

One line of JSON per file, {"path": …} in and {"read": …} or {"failure": name of a ReadFailure} out.
"""

import json
import math
import os
import resource
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

from index.readers.blocks import ReadFailure, UnreadableFileError
from index.readers.registry import read_file

_NO_ROOM_TO_LOAD = ("failed to map segment", "cannot allocate memory")


def main(arguments: list[str]) -> None:
    """Serves until standard input ends; `arguments` are the bytes of memory and the CPU seconds per file."""
    memory_bytes, cpu_seconds = int(arguments[0]), float(arguments[1])
    answers = _take_over_stdout()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    for line in sys.stdin:
        _allow_cpu(cpu_seconds)
        answers.write(json.dumps(_answer(Path(json.loads(line)["path"]))) + "\n")
        answers.flush()


def _take_over_stdout() -> TextIO:
    """The way back to the parent; what libraries print goes to standard error from now on."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answers


def _allow_cpu(seconds: float) -> None:
    # The limit counts from the start of the process, and passing it ends the process.
    used = time.process_time()
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(used + seconds), resource.RLIM_INFINITY))


def _answer(path: Path) -> Mapping[str, object]:
    try:
        return {"read": asdict(read_file(path))}
    except UnreadableFileError as error:
        return {"failure": error.failure.name}
    except MemoryError:
        return {"failure": ReadFailure.OUT_OF_MEMORY.name}
    except ImportError as error:
        if any(sign in str(error).lower() for sign in _NO_ROOM_TO_LOAD):
            return {"failure": ReadFailure.OUT_OF_MEMORY.name}
        raise


if __name__ == "__main__":
    main(sys.argv[1:])
