"""The newest generation, as what a build may take over from it."""

from dataclasses import dataclass

from index import store
from index.encoder import Vectors
from index.errors import GenerationDamagedError
from index.generations import Generations, Manifest
from index.opened import PASSAGES_FILE, SENTENCES_FILE, VECTORS_FILE
from index.vectors import VectorIndex


@dataclass(frozen=True, slots=True)
class Reused:
    """A document with its passages, and their vectors and its sentences' in the same order."""

    indexed: store.IndexedDocument
    passage_vectors: Vectors
    sentence_vectors: Vectors


class Previous:
    """Documents of an earlier generation by id; empty where there is none or it is damaged."""

    def __init__(self, manifest: Manifest | None = None, parts: dict[str, Reused] | None = None) -> None:
        self._parts = parts or {}
        self.id = manifest.id if manifest else ""
        self.content = manifest.content if manifest else None
        self.passages = manifest.passages if manifest else 0

    @classmethod
    def newest(cls, generations: Generations) -> "Previous":
        ids = generations.ids()
        if not ids:
            return cls()
        try:
            manifest = generations.verify(ids[-1])
        except GenerationDamagedError:
            return cls()
        return cls(manifest, _parts(generations, manifest.id))

    def __len__(self) -> int:
        return len(self._parts)

    def get(self, document_id: str, path: str, reuse_key: str) -> Reused | None:
        """The document, where it would come out the same again."""
        part = self._parts.get(document_id)
        if part and part.indexed.reuse_key == reuse_key and part.indexed.document.path == path:
            return part
        return None


def _parts(generations: Generations, generation_id: str) -> dict[str, Reused]:
    folder = generations.path(generation_id)
    passages = VectorIndex.load(folder / VECTORS_FILE)
    sentences = VectorIndex.load(folder / SENTENCES_FILE)
    parts: dict[str, Reused] = {}
    passage = sentence = 0
    for item in store.read(folder / PASSAGES_FILE):
        next_passage = passage + len(item.passages)
        next_sentence = sentence + sum(len(p.sentences) for p in item.passages)
        vectors = passages.rows(passage, next_passage), sentences.rows(sentence, next_sentence)
        parts[item.document.id] = Reused(item, *vectors)
        passage, sentence = next_passage, next_sentence
    return parts
