"""Two generations of the same documents, and a thread that swaps them."""

from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Event
from types import TracebackType
from typing import Self

from index.build import Workshop, build
from index.encoders import configured_hash, ensure, open_encoder
from index.publishing import publish, rollback
from index.readers.process import ReaderProcess
from index.settings import IndexSettings
from index.terminal import step
from tests.bench.service import ROOT

_ADDED = "\n## Tillägg\n\nTexten är ändrad i en senare utgåva.\n\n## "


def build_two(documents: Iterable[Path], folder: Path, shop: Workshop) -> None:
    """Build and publish the documents, and then the same with a text added early in each.

    Every document so has another version in the second generation, and its sentences stand elsewhere. `folder`
    takes the documents.
    """
    folder.mkdir()
    texts = {path.name: path.read_text(encoding="utf-8") for path in documents}
    for heading in ("\n## ", _ADDED):
        for name, text in texts.items():
            (folder / name).write_text(text.replace("\n## ", heading, 1), encoding="utf-8")
        publish(shop.var_dir, build([folder], shop).generation)


def build_two_of_ours(folder: Path) -> None:
    """The same of documents/, in `folder`/var and with the configured encoder, which is made ready first."""
    settings = IndexSettings()
    ensure(settings, step("Gör kodaren klar", 0))
    var_dir = folder / "var"
    var_dir.mkdir()
    (var_dir / "encoders").symlink_to(settings.encoders_dir.resolve())
    with ReaderProcess() as reader:
        shop = Workshop(var_dir, reader, configured_hash(settings), lambda: open_encoder(settings), step)
        build_two((ROOT / "documents").glob("*.md"), folder / "documents", shop)


class Swapper:
    """Goes back to the generation before and publishes the newest again, in turn, until the `with` block ends."""

    def __init__(self, var_dir: Path, seconds: float = 1.0) -> None:
        self._var_dir = var_dir
        self._seconds = seconds
        self._ended = Event()
        self._pool = ThreadPoolExecutor(1)
        self.swaps = 0

    def __enter__(self) -> Self:
        self._running: Future[None] = self._pool.submit(self._swap)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._pool.shutdown()
        self._running.result()

    def _swap(self) -> None:
        while not self._ended.wait(self._seconds):
            swap = publish if self.swaps % 2 else rollback
            swap(self._var_dir)
            self.swaps += 1
