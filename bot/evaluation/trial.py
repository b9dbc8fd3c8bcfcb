"""What an evaluation is handed: something that builds documents into a search."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from index.baselines import Similarities
from index.search import Searcher


class Trial(Protocol):
    """Builds and publishes in a place of its own, the way that the product does."""

    def build(self, folder: Path, /) -> Searcher:
        """A search over the documents in a folder."""
        ...

    def similarities(self) -> Callable[[str], Similarities]:
        """From a query to the plain similarities of every passage in the last build."""
        ...
