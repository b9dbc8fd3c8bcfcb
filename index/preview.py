"""How the bot reads a file: its sections, passages and sentences, before it is built into anything."""

import resource
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from index.canonical import to_document
from index.documents import Document, Metadata
from index.passages import Passage, PassageSettings, split_document
from index.readers.blocks import ReadFailure, ReadFile, UnreadableFileError

_MEMORY_BYTES = 2 * 1024 * 1024 * 1024
_CPU_SECONDS = 60
_ID = "dokument"


@dataclass(frozen=True, slots=True)
class PreviewPassage:
    """A passage as it is searched and quoted: its headings, its page where there are pages, and its sentences."""

    heading_path: tuple[str, ...]
    page: int | None
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """A file as it is read. `failure` is the reason, in Swedish, why it cannot be; then the rest is empty.

    `passages` are those from number `first` on, counted from 0; the numbers are of the whole document. `pages` is 0
    where the format has none; `empty_pages` are those on which no text was found.
    """

    failure: str | None = None
    metadata: Metadata | None = None
    version: str = ""
    characters: int = 0
    words: int = 0
    pages: int = 0
    empty_pages: tuple[int, ...] = ()
    section_count: int = 0
    passage_count: int = 0
    sentence_count: int = 0
    first: int = 0
    passages: tuple[PreviewPassage, ...] = ()


def preview_file(path: Path, name: str, shown: slice, *, inspects: bool = False) -> Preview:
    """The preview of a file that the index would call `name`, with the passages of a slice.

    It is read by a process with limits, and this one, too, is limited from now on. With `inspects`, a file that is not
    safe to keep fails with the reason.
    """
    # A process that serves, and only needs the form of a preview, is to load neither a reader nor an inspector.
    from index.readers.hazards import HazardousFileError  # noqa: PLC0415
    from index.readers.inspection import inspect  # noqa: PLC0415
    from index.readers.process import ReaderProcess  # noqa: PLC0415

    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
    try:
        if inspects:
            inspect(path)
        with ReaderProcess() as reader:
            return preview(reader.read(path), name, shown)
    except (UnreadableFileError, HazardousFileError) as error:
        return Preview(failure=str(error))
    except MemoryError:
        return Preview(failure=ReadFailure.OUT_OF_MEMORY.value)
    except OSError:
        return Preview(failure=ReadFailure.DAMAGED.value)


def preview(read: ReadFile, name: str, shown: slice) -> Preview:
    """The preview of what a reader saw in a file that the index would call `name`, with the passages of a slice."""
    document = to_document(read, id=_ID, path=name, file_sha256="")
    passages = split_document(document, PassageSettings())
    return Preview(
        metadata=document.metadata,
        version=document.version,
        characters=len(document.text),
        words=len(document.text.split()),
        pages=len(document.page_starts),
        empty_pages=_empty_pages(document),
        section_count=len(document.sections),
        passage_count=len(passages),
        sentence_count=sum(len(passage.sentences) for passage in passages),
        first=shown.start or 0,
        passages=tuple(_shown(document, passage) for passage in passages[shown]),
    )


def _shown(document: Document, passage: Passage) -> PreviewPassage:
    sentences = tuple(document.text[sentence.start : sentence.end] for sentence in passage.sentences)
    section = document.sections[passage.section]
    return PreviewPassage(section.heading_path, document.page_at(passage.start), sentences)


def _empty_pages(document: Document) -> tuple[int, ...]:
    pages = enumerate(pairwise(document.page_starts), start=1)
    return tuple(number for number, (start, next_start) in pages if start == next_start)
