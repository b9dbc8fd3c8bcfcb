"""langdetect's table of short strings and how common they are in each language, in a fifth of the memory it takes.

Nearly every string is of one language, and langdetect keeps a number for each of its 55.
"""

import json
from array import array
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Self

import numpy as np

_LONGEST = 3


class Profiles:
    """What langdetect looks strings up in: whether one is known, and its share of those of its length by language."""

    def __init__(self, languages: Iterable[tuple[str, Mapping[str, float]]]) -> None:
        """From the name of each language and the shares, 0 to 1, of its strings."""
        names: list[str] = []
        strings, owners, shares = array("I"), array("H"), array("d")
        self._numbers: dict[str, int] = {}
        for name, table in languages:
            strings.extend(self._numbers.setdefault(string, len(self._numbers)) for string in table)
            owners.extend([len(names)] * len(table))
            shares.extend(table.values())
            names.append(name)
        self.names = tuple(names)
        order = np.argsort(np.asarray(strings), kind="stable")
        self._owners = np.asarray(owners)[order]
        self._shares = np.asarray(shares)[order]
        self._starts = np.searchsorted(np.asarray(strings)[order], np.arange(len(self._numbers) + 1))

    @classmethod
    def load(cls, folder: Path) -> Self:
        """From the files that langdetect brings along."""
        return cls(map(_read, sorted(path for path in folder.iterdir() if not path.name.startswith("."))))

    def __contains__(self, string: str) -> bool:
        return string in self._numbers

    def __getitem__(self, string: str) -> list[float]:
        """A share for each language. Raises KeyError."""
        number = self._numbers[string]
        start, end = self._starts[number : number + 2].tolist()
        row = [0.0] * len(self.names)
        for owner, share in zip(self._owners[start:end].tolist(), self._shares[start:end].tolist(), strict=True):
            row[owner] = share
        return row


def _read(path: Path) -> tuple[str, dict[str, float]]:
    content = json.loads(path.read_text(encoding="utf-8"))
    totals = content["n_words"]
    counts = {string: count for string, count in content["freq"].items() if 1 <= len(string) <= _LONGEST}
    return content["name"], {string: count / totals[len(string) - 1] for string, count in counts.items()}
