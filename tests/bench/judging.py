"""Whether a reply is right, whatever generation happened to give it."""

from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

from index import store
from index.generations import Generations
from index.opened import PASSAGES_FILE
from tests.bench.service import Reply

Outcome = tuple[str, ...]


class Judge:
    """Knows the texts of every generation in a var folder, and collects what is wrong."""

    def __init__(self, var_dir: Path) -> None:
        generations = Generations(var_dir)
        self._texts = {name: _texts(generations.path(name) / PASSAGES_FILE) for name in generations.ids()}
        self._outcomes: dict[tuple[str, str], Counter[Outcome]] = {}
        self._served: list[str] = []
        self.failures: list[str] = []

    def take(self, reply: Reply) -> None:
        """Judge one reply; those of one client must come in the order they were given."""
        wrong = self._wrong(reply)
        if wrong:
            self.failures.append(f"{reply.question} → {wrong}")
            return
        generation = reply.body["generation"]
        if generation is None:
            return
        self._served.append(generation)
        quotes = [*reply.body["quotes"], *reply.body["related"]]
        outcome = (reply.body["status"], *(quote["reference"] for quote in quotes))
        self._outcomes.setdefault((reply.question, generation), Counter())[outcome] += 1

    @property
    def changes(self) -> int:
        """How often a reply came from another generation than the one before it."""
        return sum(a != b for a, b in pairwise(self._served))

    def close(self) -> None:
        """Add to the failures each question that one and the same generation answered in different ways."""
        for (question, generation), outcomes in self._outcomes.items():
            for outcome, count in outcomes.most_common()[1:]:
                self.failures.append(f"{question} → {count} gånger {outcome}, annars annat, i {generation}")

    def _wrong(self, reply: Reply) -> str | None:
        if reply.status != 200 or reply.body["status"] == "unavailable":
            return f"{reply.status} {reply.body}"
        generation = reply.body["generation"]
        if generation is not None and generation not in self._texts:
            return f"okänd generation {generation}"
        for quote in [*reply.body["quotes"], *reply.body["related"]]:
            if not _is_exact(quote, self._texts[generation]):
                return f"citatet står inte i {generation}: {quote}"
        return None


def _texts(path: Path) -> dict[str, str]:
    return {f"{item.document.id}@{item.document.version}": item.document.text for item in store.read(path)}


def _is_exact(quote: dict[str, Any], texts: dict[str, str]) -> bool:
    name, _, place = quote["reference"].rpartition(":")
    start, end = map(int, place.split("-"))
    return name in texts and bool(quote["text"]) and texts[name][start:end] == quote["text"]
