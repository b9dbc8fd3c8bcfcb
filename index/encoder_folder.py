"""The files of an exported encoder, and what stands in encoder.json. Imports no model library."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from index.errors import EncoderMissingError

GRAPH_FILE = "encoder.onnx"
WEIGHTS_FILE = "encoder.onnx.data"
TOKENIZER_FILE = "tokenizer.json"
DESCRIPTION_FILE = "encoder.json"

HASH_LENGTH = 16
"""Hex digits of the SHA-256 that name an encoder (64 bits)."""


EMBEDDING = "embedding"
TOKENS = "token_embeddings"
"""The names of the graph's outputs, of shapes (texts, dimensions) and (texts, tokens, dimensions)."""

TEXTS_AXIS, TOKENS_AXIS = "texts", "tokens"
"""What the graph calls the axes that differ from call to call."""

EXPORT_VERSION = 2
"""Raise it when the export makes another encoder of the same model."""

_IN_TORCH = "-torch"


@dataclass(frozen=True, slots=True)
class EncoderDescription:
    """What encoder.json tells.

    `source` is the fingerprint of the model that it was made from. `max_tokens` counts the special tokens
    and the prompt. `hash` covers the graph, its weights, the tokenizer and every field
    here except `versions`.
    """

    source: str
    export_version: int
    dimensions: int
    max_tokens: int
    query_prompt: str
    passage_prompt: str
    hash: str = ""
    versions: dict[str, str] = field(default_factory=dict)


def read_description(folder: Path) -> EncoderDescription:
    """The description in an encoder's folder. Raises EncoderMissingError when there is none to read."""
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
    """The hash of an encoder whose graph, weights and tokenizer lie in `folder`."""
    settings = asdict(description)
    del settings["hash"], settings["versions"]
    digest = hashlib.sha256(json.dumps(settings, sort_keys=True).encode())
    for name in (GRAPH_FILE, WEIGHTS_FILE, TOKENIZER_FILE):
        # A small graph holds its weights itself.
        if (folder / name).exists():
            digest.update(f"{name} {file_sha256(folder / name)}\n".encode())
    return digest.hexdigest()[:HASH_LENGTH]


def torch_hash(graph_hash: str) -> str:
    """The hash of a model run in torch, whose export has the hash `graph_hash`.

    It is another one, since the vectors differ a little: a build must not take over the one's for the other's.
    """
    return graph_hash + _IN_TORCH


def graph_hash(encoder_hash: str) -> str:
    """The hash of the graph that encodes queries for vectors of `encoder_hash`, from whichever of the two they are.

    The graph and its model agree well enough for that (cosine 0.99), and a web node needs no torch.
    """
    return encoder_hash.removesuffix(_IN_TORCH)


def file_sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
