"""The reader process: reads the files named on its standard input, within limits of memory and time.

One line of JSON per file, {"path": …} in and {"read": …} or {"failure": name of a ReadFailure} out.
"""

import json
import math
import os
import resource
import sys
import time
from dataclasses import fields
from pathlib import Path
from typing import TextIO

from index.readers.blocks import Block, ReadFailure, ReadFile, UnreadableFileError
from index.readers.registry import read_file


def main(arguments: list[str]) -> None:
    """Serves until standard input ends; `arguments` are the bytes of memory and the CPU seconds per file."""
    memory_bytes, cpu_seconds = int(arguments[0]), float(arguments[1])
    answers = _take_over_stdout()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _limit(resource.RLIMIT_AS, memory_bytes)
    for line in sys.stdin:
        _allow_cpu(cpu_seconds)
        answers.write(_answer(Path(json.loads(line)["path"])))
        answers.write("\n")
        answers.flush()


def _take_over_stdout() -> TextIO:
    """The way back to the parent; what libraries print goes to standard error from now on."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answers


def _allow_cpu(seconds: float) -> None:
    # The limit counts from the start of the process, and passing it ends the process.
    _limit(resource.RLIMIT_CPU, math.ceil(time.process_time() + seconds))


def _limit(kind: int, value: int) -> None:
    """Sets the soft limit, within the hard limit that the process was started with."""
    hard = resource.getrlimit(kind)[1]
    resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))


def _answer(path: Path) -> str:
    try:
        return json.dumps({"read": read_file(path)}, default=_fields)
    except UnreadableFileError as error:
        return _failed(error.failure)
    except ModuleNotFoundError:
        return _failed(ReadFailure.UNSUPPORTED)
    except (MemoryError, ImportError):
        # A library that is there fails to load only when there is no room for it.
        return _failed(ReadFailure.OUT_OF_MEMORY)


def _failed(failure: ReadFailure) -> str:
    return json.dumps({"failure": failure.name})


def _fields(value: ReadFile | Block) -> dict[str, object]:
    return {field.name: getattr(value, field.name) for field in fields(value)}


if __name__ == "__main__":
    main(sys.argv[1:])
