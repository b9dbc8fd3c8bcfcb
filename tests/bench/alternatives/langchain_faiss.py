"""LangChain with FAISS, as LangChain's tutorial "Build a semantic search engine" and its page on FAISS have it.

The splitter and its 1,000 characters with 200 of overlap are the tutorial's. FAISS.from_documents compares every vector
(IndexFlatL2, which ranks normalised vectors as cosine does). The model's own prompts for questions and documents are
asked for by name, as the page on HuggingFaceEmbeddings says. The class FAISS is still only in langchain-community,
which its maker no longer develops.
"""

from collections.abc import Sequence
from pathlib import Path

from langchain_community.vectorstores import FAISS
from langchain_core.documents import Document
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from tests.bench.alternatives.adapter import PASSAGES, Task, distinct

_CHUNK_CHARACTERS = 1000
_OVERLAP_CHARACTERS = 200


class LangChainFaiss:
    """Dense search alone."""

    def __init__(self, task: Task) -> None:
        self._task = task

    def build(self, index: Path) -> None:
        splitter = RecursiveCharacterTextSplitter(
            chunk_size=_CHUNK_CHARACTERS, chunk_overlap=_OVERLAP_CHARACTERS, add_start_index=True
        )
        documents = [
            Document(page_content=document.text, metadata={"name": document.name, "title": document.title})
            for document in self._task.documents
        ]
        store = FAISS.from_documents(splitter.split_documents(documents), _embeddings(self._task))
        store.save_local(str(index))

    def open(self, index: Path) -> None:
        # The pickle that it warns of was written by `build`, on this machine.
        self._store = FAISS.load_local(str(index), _embeddings(self._task), allow_dangerous_deserialization=True)

    def ask(self, question: str) -> Sequence[str]:
        return distinct(found.metadata["name"] for found in self._store.similarity_search(question, k=PASSAGES))


def _embeddings(task: Task) -> HuggingFaceEmbeddings:
    return HuggingFaceEmbeddings(
        model_name=str(task.model),
        encode_kwargs={"prompt_name": "document"},
        query_encode_kwargs={"prompt_name": "query"},
    )
