"""Every fault for a while, and the table of docs/reliability.md (`make faults`)."""

import argparse
import signal
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from index.terminal import step
from tests.bench.asked import golden
from tests.bench.generations import build_two_of_ours
from tests.faults.all_faults import FAULTS
from tests.faults.pressure import End
from tests.faults.trial import CannotHappenError, Fault, Result, staged

_HEADINGS = ("fault", "done", "calls", "answered", "failed", "recovered after, s", "lost", "counted twice")


def main() -> int:
    """0 where every fault that could be made came out as it should, else 1."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("names", nargs="*", help="bara de fel vars namn har något av orden i sig")
    parser.add_argument("--seconds", type=float, default=10.0, help="hur länge varje läge varar")
    given = parser.parse_args()
    # Whoever ends it leaves neither a service nor a mounted disk behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    chosen = [fault for fault in FAULTS if not given.names or any(name in fault.name for name in given.names)]
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        build_two_of_ours(folder)
        questions = golden()
        made = [_made(fault, folder, questions, given.seconds) for fault in chosen]
    print(_table(made))
    wrong = [result for result in made if isinstance(result, Result) and result.wrong]
    for result in wrong:
        print(f"{result.fault.name}:", *result.wrong, "Tjänstens logg:", result.log[-4000:], sep="\n")
    return 1 if wrong else 0


def _made(fault: Fault, folder: Path, questions: Sequence[str], seconds: float) -> Result | str:
    own = folder / fault.name.replace(" ", "-")
    own.mkdir()
    done = step(fault.name, 1)
    try:
        with fault.place(folder / "var", own) as place, staged(place, own, questions, seconds) as stage:
            return stage.happen(fault)
    except CannotHappenError as reason:
        return f"{fault.name}: {reason}"
    finally:
        done(1)


def _table(made: Iterable[Result | str]) -> str:
    """The results as a table in Markdown, and a line for each fault that could not be made."""
    rows = [_HEADINGS, tuple("---" for _ in _HEADINGS)]
    rows += [_row(result) for result in made if isinstance(result, Result)]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([*lines, *(reason for reason in made if isinstance(reason, str))])


def _row(result: Result) -> tuple[str, ...]:
    return (
        result.fault.name,
        result.fault.done,
        f"{len(result.calls) - result.number(End.SHUT_OUT):,}",
        f"{result.number(End.DONE):,}",
        str(len(result.failures)),
        f"{result.recovered:.1f}",
        str(result.lost),
        str(result.doubled),
    )


if __name__ == "__main__":
    sys.exit(main())
