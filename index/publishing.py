"""Publishing: the texts are archived, the generation is verified, and `current` is replaced."""

from pathlib import Path

from index import store
from index.archive import Archive
from index.errors import NoGenerationError, WithdrawnError
from index.generations import Generations, Manifest
from index.opened import PASSAGES_FILE
from index.tombstones import Tombstones


def publish(var_dir: Path, generation_id: str | None = None) -> Manifest:
    """Make a generation, by default the newest, the live one.

    Raises NoGenerationError, GenerationDamagedError and WithdrawnError; the live generation then stays as it was.
    """
    generations = Generations(var_dir)
    ids = generations.ids()
    if generation_id is None and not ids:
        raise NoGenerationError("Det finns ingen generation att publicera. Bygg en med: python -m index build")
    chosen = generation_id or ids[-1]
    generations.verify(chosen)
    documents = store.read(generations.path(chosen) / PASSAGES_FILE)
    withdrawn = Tombstones(var_dir).versions()
    if withdrawn and any(item.document.version in withdrawn for item in documents):
        raise WithdrawnError(f"Generationen {chosen} innehåller ett dokument som är återkallat. Bygg en ny.")
    Archive(var_dir).keep(item.document for item in documents)
    manifest = generations.publish(chosen)
    generations.prune()
    return manifest


def rollback(var_dir: Path, generation_id: str | None = None) -> Manifest:
    """Publish an earlier generation again, by default the one before the live one."""
    return publish(var_dir, generation_id or Generations(var_dir).before_current())
