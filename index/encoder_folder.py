"""The files of an exported encoder, and what stands in encoder.json. Imports no model library."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from index.errors import EncoderMissingError

GRAPH_FILE = "encoder.onnx"
TOKENIZER_FILE = "tokenizer.json"
DESCRIPTION_FILE = "encoder.json"

HASH_LENGTH = 16
"""Hex digits of the SHA-256 that name an encoder (64 bits)."""

Report = Callable[[str], None]
"""Called with what is being done, in Swedish, when a long step begins."""


@dataclass(frozen=True, slots=True)
class EncoderDescription:
    """What encoder.json tells.

    `source` is the fingerprint of the model that it was made from. `max_tokens` counts the special tokens
    and the prompt. `hash` covers the graph, the tokenizer and every field here except `versions`.
    """

    source: str
    dimensions: int
    max_tokens: int
    query_prompt: str
    passage_prompt: str
    hash: str = ""
    versions: dict[str, str] = field(default_factory=dict)


def read_description(folder: Path) -> EncoderDescription:
    """The description in an encoder's folder. Raises EncoderMissingError when there is none that can be read."""
    try:
        content = json.loads((folder / DESCRIPTION_FILE).read_text(encoding="utf-8"))
        return EncoderDescription(**content)
    except (OSError, ValueError, TypeError) as error:
        raise EncoderMissingError(
            f"Det finns ingen språkmodell i {folder}. Skapa den med 'python -m index encoder'."
        ) from error


def write_description(folder: Path, description: EncoderDescription) -> None:
    content = json.dumps(asdict(description), ensure_ascii=False, indent=2)
    (folder / DESCRIPTION_FILE).write_text(content + "\n", encoding="utf-8")


def hash_of(folder: Path, description: EncoderDescription) -> str:
    """The hash of an encoder whose graph and tokenizer lie in `folder`."""
    settings = asdict(description)
    del settings["hash"], settings["versions"]
    digest = hashlib.sha256(json.dumps(settings, sort_keys=True).encode())
    for name in (GRAPH_FILE, TOKENIZER_FILE):
        digest.update(file_sha256(folder / name).encode())
    return digest.hexdigest()[:HASH_LENGTH]


def file_sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
