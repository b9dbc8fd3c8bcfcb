"""txtai's hybrid search, as its page on embeddings and its example "RAG Quick Start" have it.

`hybrid` turns on BM25 beside the vectors, weighed half and half. Text is segmented by section, as in the example, which
here leaves nearly every document whole: by paragraph, as other examples have it, fewer documents were found first. Each
section is stored under the name of its document, which txtai allows. The model's prompts for questions and documents
are read from its folder without being asked for.
"""

from collections.abc import Sequence
from pathlib import Path

from txtai import Embeddings

from tests.bench.alternatives.adapter import PASSAGES, Task, distinct


class TxtaiHybrid:
    """BM25 and dense search, fused by their scores."""

    def __init__(self, task: Task) -> None:
        self._task = task

    def build(self, index: Path) -> None:
        # Importing the pipelines takes seconds, and only a build has a use for them.
        from txtai.pipeline import Segmentation

        segment = Segmentation(sections=True)
        embeddings = Embeddings(path=str(self._task.model), content=True, hybrid=True)
        embeddings.index((document.name, text) for document in self._task.documents for text in segment(document.text))
        embeddings.save(str(index))

    def open(self, index: Path) -> None:
        # The model's folder is written into the index, and is the task's.
        self._embeddings = Embeddings()
        self._embeddings.load(str(index))

    def ask(self, question: str) -> Sequence[str]:
        return distinct(row["id"] for row in self._embeddings.search(question, PASSAGES))
