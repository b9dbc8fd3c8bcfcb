"""The product: documents read and indexed by its own build, searched in the published generation.

The encoder is made from the same model when the product is set up, once, and is not part of the index time.
"""

from collections.abc import Collection, Sequence
from pathlib import Path

from bot.answer import Question
from bot.answering import Answering
from index.build import Workshop, build
from index.encoders import configured_hash, open_encoder
from index.live import LiveSearcher
from index.publishing import publish
from index.readers.process import ReaderProcess
from index.search import SearchResult
from index.settings import DEFAULT_ENCODER, IndexSettings
from index.terminal import step
from tests.bench.alternatives.adapter import Task, distinct


class Search:
    """What the product finds, without an answer made of it."""

    def __init__(self, task: Task) -> None:
        self._task = task

    def build(self, index: Path) -> None:
        (index / "encoders").symlink_to(IndexSettings().encoders_dir.resolve())
        settings = _settings(index)
        with ReaderProcess() as reader:
            shop = Workshop(index, reader, configured_hash(settings), lambda: open_encoder(settings), step)
            report = build([self._task.folder], shop)
        if report.failures:
            raise RuntimeError(f"not read: {report.failures}")
        publish(index, report.generation)

    def open(self, index: Path) -> None:
        self._live = LiveSearcher.from_settings(_settings(index))
        self._live.refresh()

    def ask(self, question: str) -> Sequence[str]:
        return self._documents(self._live.search(question))

    def _documents(self, result: SearchResult) -> list[str]:
        return distinct(self._task.names[hit.source.path] for hit in result.hits + result.rejected)


class Answers(Search):
    """The product's whole way from a question to its Answer, ranked by the search that the Answer came from."""

    def open(self, index: Path) -> None:
        self._recording = _RecordingSearcher.from_settings(_settings(index))
        self._recording.refresh()
        self._answering = Answering(self._recording)

    def ask(self, question: str) -> Sequence[str]:
        self._recording.last = None
        self._answering.answer(Question(question))
        return self._documents(self._recording.last) if self._recording.last else ()


class _RecordingSearcher(LiveSearcher):
    """Remembers what it last found in all documents."""

    last: SearchResult | None = None

    def search(self, query: str, within: Collection[str] = ()) -> SearchResult:
        found = super().search(query, within)
        if not within:
            self.last = found
        return found


def _settings(index: Path) -> IndexSettings:
    return IndexSettings.model_validate({"var_dir": index, "encoder": DEFAULT_ENCODER, "encoder_backend": "onnx"})
