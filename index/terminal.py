"""Progress bars in the terminal."""

import sys

from tqdm import tqdm

from index.encoder import Progress


def step(name: str, total: int) -> Progress:
    """A bar for one long step; it draws itself only where a person watches, and not for nothing to do.

    A total of 0 counts without knowing the end.
    """
    bar = tqdm(total=total or None, desc=name, disable=None, file=sys.stderr, unit="st")

    def advance(count: int) -> None:
        bar.update(count)
        if total and bar.n >= total:
            bar.close()

    return advance
