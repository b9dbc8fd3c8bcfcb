"""A build: what changed is read and encoded, the rest is taken over, and a new generation is written aside."""

import fcntl
import hashlib
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import numpy as np

from index import sources, store
from index.canonical import to_document
from index.encoder import Encoder, Progress, Vectors
from index.errors import BuildRunningError, NothingToIndexError
from index.generations import FORMAT, Generations, Manifest, checksum
from index.lexis import LEXIS_VERSION
from index.opened import PASSAGES_FILE, SENTENCES_FILE, TERMS_FOLDER, TOKENS_FOLDER, VECTORS_FILE
from index.originals import Originals
from index.passages import PassageSettings, encoded_text, split_document
from index.previous import Previous, Reused
from index.readers.blocks import READER_VERSION, ReadFile, UnreadableFileError
from index.terms import TermIndex
from index.token_vectors import Tokens, TokenVectors, quantise
from index.tombstones import Tombstones
from index.vectors import VectorIndex

_WITHDRAWN = "Dokumentet är återkallat och får inte publiceras igen."


class FileReader(Protocol):
    """Reads a file, as `ReaderProcess` does."""

    def read(self, path: Path, /) -> ReadFile: ...


@dataclass(frozen=True, slots=True)
class Workshop:
    """The parts a build works with. The encoder is opened only when something has to be encoded."""

    var_dir: Path
    reader: FileReader
    encoder_hash: str
    open_encoder: Callable[[], Encoder]
    step: Callable[[str, int], Progress]
    passages: PassageSettings = field(default_factory=PassageSettings)


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did. `failures` maps a path to the reason, in Swedish, why it is not indexed."""

    generation: str
    new: bool
    documents: int
    passages: int
    reused: int
    failures: dict[str, str]


def build(folders: Sequence[Path], shop: Workshop) -> Report:
    """Build a generation of all documents in the folders, as `build_sources` does."""
    return build_sources(lambda: sources.find(folders), shop)


def build_sources(find: Callable[[], list[sources.SourceFile]], shop: Workshop) -> Report:
    """Build a generation of the files that `find` gives; with nothing changed the newest one is kept.

    `find` is asked when no other build runs. Raises BuildRunningError where another build holds the lock and
    NothingToIndexError where no file could be read. The published generation is not touched.
    """
    with build_lock(shop.var_dir):
        generations = Generations(shop.var_dir)
        files = find()
        previous = Previous.newest(generations)
        withdrawn = Tombstones(shop.var_dir).versions()
        kept = {file.id: previous.get(file.id, file.path, _reuse_key(file, shop), withdrawn) for file in files}
        changed = [file for file in files if kept[file.id] is None]
        fresh, failures = _read(changed, shop, withdrawn)
        _keep_originals(files, [item.indexed for item in kept.values() if item] + fresh, shop.var_dir)
        keys = ((file.id, file.path, _reuse_key(file, shop)) for file in files if file.path not in failures)
        content = _content(keys, shop.encoder_hash)
        if previous.content == content:
            return Report(previous.id, False, len(previous), previous.passages, len(previous), failures)
        parts = _encode(fresh, shop)
        all_parts = [part for file in files if (part := kept[file.id] or parts.get(file.id)) is not None]
        if not all_parts:
            raise NothingToIndexError("Inget dokument i mapparna kunde läsas.")
        manifest = _write(generations, all_parts, shop.encoder_hash, content)
        return Report(manifest.id, True, manifest.documents, manifest.passages, len(all_parts) - len(parts), failures)


def write_again(generations: Generations, parts: Sequence[Reused], encoder_hash: str) -> Manifest:
    """Write a generation of documents that are taken over from another one, without reading or encoding anything.

    Needs `build_lock`, and at least one part.
    """
    keys = ((item.document.id, item.document.path, item.reuse_key) for item in (part.indexed for part in parts))
    return _write(generations, parts, encoder_hash, _content(keys, encoder_hash))


def _read(
    files: Sequence[sources.SourceFile], shop: Workshop, withdrawn: frozenset[str]
) -> tuple[list[store.IndexedDocument], dict[str, str]]:
    progress = shop.step("Läser dokument", len(files))
    fresh: list[store.IndexedDocument] = []
    failures: dict[str, str] = {}
    for file in files:
        try:
            read = shop.reader.read(file.location)
            document = to_document(read, id=file.id, path=file.path, file_sha256=file.sha256)
            if document.version in withdrawn:
                failures[file.path] = _WITHDRAWN
                continue
            passages = split_document(document, shop.passages)
            fresh.append(store.IndexedDocument(document, passages, _reuse_key(file, shop)))
        except UnreadableFileError as error:
            failures[file.path] = error.failure.value
        finally:
            progress(1)
    return fresh, failures


def _keep_originals(
    files: Sequence[sources.SourceFile], indexed: Sequence[store.IndexedDocument], var_dir: Path
) -> None:
    # Here and not at publication, which may come when the folders have gone on; a reader gets them only by a version
    # that was published.
    originals = Originals(var_dir)
    locations = {file.id: file.location for file in files}
    for item in indexed:
        originals.keep(item.document, locations[item.document.id])


def _encode(fresh: Sequence[store.IndexedDocument], shop: Workshop) -> dict[str, Reused]:
    """Vectors of every passage and sentence of the fresh documents."""
    if not fresh:
        return {}
    passages = [encoded_text(item.document, passage) for item in fresh for passage in item.passages]
    sentences = [
        item.document.text[s.start : s.end] for item in fresh for passage in item.passages for s in passage.sentences
    ]
    encoder = shop.open_encoder()
    progress = shop.step("Kodar avsnitt och meningar", len(passages) + len(sentences))
    passage_vectors = np.empty((len(passages), encoder.dimensions), np.float32)
    tokens: list[Tokens] = []
    for row, encoding in enumerate(encoder.passages_with_tokens(passages, progress)):
        passage_vectors[row] = encoding.vector
        tokens.append(quantise(encoding.tokens))
    sentence_vectors = encoder.encode_passages(sentences, progress)
    parts: dict[str, Reused] = {}
    first_passage = first_sentence = 0
    for item in fresh:
        last_passage = first_passage + len(item.passages)
        last_sentence = first_sentence + sum(len(passage.sentences) for passage in item.passages)
        parts[item.document.id] = Reused(
            item,
            passage_vectors[first_passage:last_passage],
            sentence_vectors[first_sentence:last_sentence],
            tuple(tokens[first_passage:last_passage]),
        )
        first_passage, first_sentence = last_passage, last_sentence
    return parts


def _write(generations: Generations, parts: Sequence[Reused], encoder_hash: str, content: str) -> Manifest:
    folder = generations.workspace()
    store.write(folder / PASSAGES_FILE, [part.indexed for part in parts])
    passages = _stack(part.passage_vectors for part in parts)
    sentences = _stack(part.sentence_vectors for part in parts)
    VectorIndex.build(passages).save(folder / VECTORS_FILE)
    VectorIndex.build(sentences).save(folder / SENTENCES_FILE)
    TokenVectors.build([tokens for part in parts for tokens in part.tokens]).save(folder / TOKENS_FOLDER)
    texts = [encoded_text(part.indexed.document, passage) for part in parts for passage in part.indexed.passages]
    TermIndex.build(texts).save(folder / TERMS_FOLDER)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    now = datetime.now(UTC)
    manifest = Manifest(
        id=f"{now:%Y%m%dT%H%M%S%f}-{secrets.token_hex(3)}",
        format=FORMAT,
        created=now.isoformat(timespec="seconds"),
        encoder=encoder_hash,
        content=content,
        documents=len(parts),
        passages=len(passages),
        sentences=len(sentences),
        checksums={path.relative_to(folder).as_posix(): checksum(path) for path in files},
    )
    generations.complete(folder, manifest)
    return manifest


def _stack(vectors: Iterable[Vectors]) -> Vectors:
    return np.concatenate(list(vectors))


def _reuse_key(file: sources.SourceFile, shop: Workshop) -> str:
    return f"{file.sha256}/{READER_VERSION}/{shop.passages.key}/{shop.encoder_hash}"


def _content(keys: Iterable[tuple[str, str, str]], encoder_hash: str) -> str:
    """The fingerprint of what a build gives: every document's id, path and reuse key, and the lexis."""
    digest = hashlib.sha256(f"{FORMAT}/{LEXIS_VERSION}/{encoder_hash}".encode())
    for document_id, path, reuse_key in keys:
        digest.update(f"\n{document_id}\0{path}\0{reuse_key}".encode())
    return digest.hexdigest()


@contextmanager
def build_lock(var_dir: Path) -> Iterator[None]:
    """Held for one build, or what no build may go on beside; the system lets go of it however the process ends.

    Raises BuildRunningError where it is held.
    """
    var_dir.mkdir(parents=True, exist_ok=True)
    with (var_dir / "build.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BuildRunningError("Ett annat bygge pågår redan i samma mapp.") from error
        yield
