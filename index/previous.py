"""The newest generation, as what a build may take over from it."""

from dataclasses import dataclass

from index import store
from index.encoder import Vectors
from index.errors import GenerationDamagedError
from index.generations import Generations, Manifest
from index.opened import PASSAGES_FILE, SENTENCES_FILE, TOKENS_FOLDER, VECTORS_FILE
from index.token_vectors import Tokens, TokenVectors
from index.vectors import VectorIndex


@dataclass(frozen=True, slots=True)
class Reused:
    """A document with its passages, and the vectors of them, their sentences and their word pieces, in order."""

    indexed: store.IndexedDocument
    passage_vectors: Vectors
    sentence_vectors: Vectors
    tokens: tuple[Tokens, ...]


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

    @classmethod
    def of(cls, generations: Generations, generation_id: str) -> "Previous":
        """One that is chosen. Raises NoGenerationError and GenerationDamagedError."""
        manifest = generations.verify(generation_id)
        return cls(manifest, _parts(generations, manifest.id))

    def __len__(self) -> int:
        return len(self._parts)

    def without(self, version: str) -> tuple[Reused, ...]:
        """Every document but those of that version, in order."""
        return tuple(part for part in self._parts.values() if part.indexed.document.version != version)

    def get(
        self, document_id: str, path: str, reuse_key: str, withdrawn: frozenset[str] = frozenset()
    ) -> Reused | None:
        """The document, where it would come out the same again and was not withdrawn."""
        part = self._parts.get(document_id)
        if part and withdrawn and part.indexed.document.version in withdrawn:
            return None
        if part and part.indexed.reuse_key == reuse_key and part.indexed.document.path == path:
            return part
        return None


def _parts(generations: Generations, generation_id: str) -> dict[str, Reused]:
    folder = generations.path(generation_id)
    passages = VectorIndex.load(folder / VECTORS_FILE)
    sentences = VectorIndex.load(folder / SENTENCES_FILE)
    tokens = TokenVectors.load(folder / TOKENS_FOLDER)
    parts: dict[str, Reused] = {}
    passage = sentence = 0
    for item in store.read(folder / PASSAGES_FILE):
        next_passage = passage + len(item.passages)
        next_sentence = sentence + sum(len(p.sentences) for p in item.passages)
        parts[item.document.id] = Reused(
            item,
            passages.rows(passage, next_passage),
            sentences.rows(sentence, next_sentence),
            tuple(tokens.of(row) for row in range(passage, next_passage)),
        )
        passage, sentence = next_passage, next_sentence
    return parts
