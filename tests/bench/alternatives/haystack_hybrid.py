"""Haystack 3, BM25 and embeddings in memory, as Haystack's tutorial "Creating a Hybrid Retrieval Pipeline" has it.

The splitter has its own default of 200 words: the tutorial's 512 would be cut off by a model that reads 512 tokens. The
title is embedded with every passage, which the page on embedders advises, with the prefixes that E5 wants. The lists
are joined by reciprocal rank: the tutorial hands them to a reranker instead, a second model that no other has here.
"""

from collections.abc import Sequence
from pathlib import Path

from haystack import Document, Pipeline
from haystack.components.joiners import DocumentJoiner
from haystack.components.preprocessors import DocumentSplitter
from haystack.components.retrievers import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
from haystack.components.writers import DocumentWriter
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)

from tests.bench.alternatives.adapter import PASSAGES, Task, distinct

_FILE = "store.json"


class HaystackHybrid:
    """BM25 and dense search, fused by rank."""

    def __init__(self, task: Task) -> None:
        self._task = task

    def build(self, index: Path) -> None:
        store = InMemoryDocumentStore()
        embedder = SentenceTransformersDocumentEmbedder(
            model=str(self._task.model), prefix="passage: ", meta_fields_to_embed=["title"], progress_bar=False
        )
        pipeline = Pipeline()
        pipeline.add_component("splitter", DocumentSplitter())
        pipeline.add_component("embedder", embedder)
        pipeline.add_component("writer", DocumentWriter(store))
        pipeline.connect("splitter", "embedder")
        pipeline.connect("embedder", "writer")
        documents = [
            Document(content=document.text, meta={"name": document.name, "title": document.title})
            for document in self._task.documents
        ]
        pipeline.run({"splitter": {"documents": documents}})
        store.save_to_disk(str(index / _FILE))

    def open(self, index: Path) -> None:
        store = InMemoryDocumentStore.load_from_disk(str(index / _FILE))
        embedder = SentenceTransformersTextEmbedder(model=str(self._task.model), prefix="query: ", progress_bar=False)
        self._pipeline = Pipeline()
        self._pipeline.add_component("embedder", embedder)
        self._pipeline.add_component("dense", InMemoryEmbeddingRetriever(store, top_k=PASSAGES))
        self._pipeline.add_component("bm25", InMemoryBM25Retriever(store, top_k=PASSAGES))
        self._pipeline.add_component("joiner", DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=PASSAGES))
        self._pipeline.connect("embedder.embedding", "dense.query_embedding")
        self._pipeline.connect("dense", "joiner")
        self._pipeline.connect("bm25", "joiner")

    def ask(self, question: str) -> Sequence[str]:
        found = self._pipeline.run({"embedder": {"text": question}, "bm25": {"query": question}})
        return distinct(document.meta["name"] for document in found["joiner"]["documents"])
