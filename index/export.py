"""From a loaded model to an encoder folder: one ONNX graph in int8, its tokenizer and its description."""

import warnings
from collections.abc import Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from index.encoder import Progress, Vectors
from index.encoder_folder import (
    DESCRIPTION_FILE,
    EMBEDDING,
    EXPORT_VERSION,
    GRAPH_FILE,
    TEXTS_AXIS,
    TOKENIZER_FILE,
    TOKENS,
    TOKENS_AXIS,
    WEIGHTS_FILE,
    EncoderDescription,
    hash_of,
    write_description,
)
from index.errors import EncoderExportError
from index.export_folder import private_folder
from index.models import passage_prompt, query_prompt
from index.quantisation import Inputs, least_likeness, quantise

_OPSET = 17
_INPUTS = ("input_ids", "attention_mask")
_LIBRARIES = ("onnxruntime", "sentence-transformers", "tokenizers", "torch", "transformers")
_TRACED_TEXTS = ("Kvinnor och män ska ha samma makt.", "Ja.")
# Other numbers of texts and of tokens than the traced ones: a graph that froze either is found out.
_SAMPLE_TEXTS = (
    "Vem ansvarar för uppföljningen?",
    "Mäns våld mot kvinnor ska upphöra. Alla har samma rätt och möjlighet till kroppslig integritet.",
    "Regionen kartlägger varje år löneskillnader mellan kvinnor och män och rättar till dem. " * 8,
)
_LEAST_LIKENESS_OF_GRAPH = 0.9999
_LEAST_LIKENESS_IN_INT8 = 0.95


class _SentenceEmbedding(torch.nn.Module):
    """The whole model as one function of two tensors, with the L2 norm as the last step of both its outputs."""

    def __init__(self, model: Any) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        features = self.model({"input_ids": input_ids, "attention_mask": attention_mask})
        normalize = torch.nn.functional.normalize
        return normalize(features["sentence_embedding"], dim=-1), normalize(features["token_embeddings"], dim=-1)


def export(model: Any, encoders_dir: Path, source: str, progress: Progress) -> str:
    """Write `model`, a SentenceTransformer, to `<encoders_dir>/<hash>/` and give the hash.

    Moves the model to the CPU. The folder appears complete or not at all; another export to the same
    folder is waited for. Raises EncoderExportError for a model that one graph of token ids and attention mask
    cannot stand for.
    """
    _refuse_what_a_graph_cannot_hold(model)
    model = model.to("cpu").float().eval()
    with private_folder(encoders_dir) as aside:
        # A folder inside the private one, so that the finished one is readable by other users.
        folder = aside / "encoder"
        folder.mkdir()
        tokenizer = _tokenizer(model)
        tokenizer.save(str(folder / TOKENIZER_FILE))
        _write_graphs(_SentenceEmbedding(model), tokenizer, folder, progress)
        description = _describe(model, source)
        description = replace(description, hash=hash_of(folder, description))
        write_description(folder, description)
        _move_into_place(folder, encoders_dir / description.hash)
    return description.hash


def _refuse_what_a_graph_cannot_hold(model: Any) -> None:
    if not hasattr(model.tokenizer, "backend_tokenizer"):
        raise EncoderExportError("Modellen saknar en snabb tokenizer (tokenizer.json) och kan inte användas.")
    for module in model:
        if not getattr(module, "include_prompt", True) and (query_prompt(model) or passage_prompt(model)):
            raise EncoderExportError("Modellen räknar inte in sin inledning (include_prompt) och kan inte användas.")
        if type(module).__name__ == "Router":
            raise EncoderExportError("Modellen har skilda vägar för frågor och texter (Router) och kan inte användas.")


def _tokenizer(model: Any) -> Tokenizer:
    source = model.tokenizer
    tokenizer = Tokenizer.from_str(source.backend_tokenizer.to_str())
    tokenizer.enable_truncation(_max_tokens(model))
    tokenizer.enable_padding(pad_id=source.pad_token_id, pad_token=source.pad_token, direction=source.padding_side)
    return tokenizer


def _max_tokens(model: Any) -> int:
    positions = getattr(model[0].auto_model.config, "max_position_embeddings", None)
    limits = [limit for limit in (model.max_seq_length, positions) if limit]
    if not limits:
        raise EncoderExportError("Modellen anger inte hur lång text den kan läsa.")
    return int(min(limits))


def _write_graphs(module: torch.nn.Module, tokenizer: Tokenizer, folder: Path, progress: Progress) -> None:
    whole, graph = folder.with_name("whole.onnx"), folder / GRAPH_FILE
    samples = [_inputs(tokenizer, [text]) for text in _SAMPLE_TEXTS]
    expected = [_embed(module, sample) for sample in samples]
    _trace(module, _inputs(tokenizer, _TRACED_TEXTS), whole)
    _check(least_likeness(whole, samples, expected), _LEAST_LIKENESS_OF_GRAPH)
    progress(1)
    quantise(whole, graph, samples)
    _check(least_likeness(graph, samples, expected), _LEAST_LIKENESS_IN_INT8)
    progress(1)
    if (folder / WEIGHTS_FILE).exists():
        # onnx lets only the owner read it, and a server may run as another user.
        (folder / WEIGHTS_FILE).chmod(0o644)


def _inputs(tokenizer: Tokenizer, texts: Sequence[str]) -> Inputs:
    encodings = tokenizer.encode_batch(list(texts))
    rows = [encoding.ids for encoding in encodings], [encoding.attention_mask for encoding in encodings]
    return {name: np.array(row, np.int64) for name, row in zip(_INPUTS, rows, strict=True)}


def _embed(module: torch.nn.Module, inputs: Inputs) -> Vectors:
    with torch.no_grad():
        return np.asarray(module(*_tensors(inputs))[0], np.float32)


def _tensors(inputs: Inputs) -> tuple[torch.Tensor, ...]:
    return tuple(torch.from_numpy(inputs[name]) for name in _INPUTS)


def _trace(module: torch.nn.Module, inputs: Inputs, path: Path) -> None:
    variable = {0: TEXTS_AXIS, 1: TOKENS_AXIS}
    try:
        with torch.no_grad(), warnings.catch_warnings():
            # Tracing warns of every branch that it freezes. The likeness tells whether one mattered.
            warnings.simplefilter("ignore")
            torch.onnx.export(
                module,
                _tensors(inputs),
                path,
                input_names=list(_INPUTS),
                output_names=[EMBEDDING, TOKENS],
                dynamic_axes=dict.fromkeys((*_INPUTS, TOKENS), variable) | {EMBEDDING: {0: TEXTS_AXIS}},
                opset_version=_OPSET,
                dynamo=False,
            )
    except (KeyError, RuntimeError, TypeError, ValueError) as error:
        raise EncoderExportError(f"Modellen kan inte skrivas som en graf: {error}") from error


def _check(likeness: float, least: float) -> None:
    # The other way round, a likeness of NaN would pass.
    if not likeness >= least:
        raise EncoderExportError(f"Grafen ger andra vektorer än modellen (likhet {likeness:.4f}).")


def _describe(model: Any, source: str) -> EncoderDescription:
    return EncoderDescription(
        source=source,
        export_version=EXPORT_VERSION,
        dimensions=int(model.get_embedding_dimension()),
        max_tokens=_max_tokens(model),
        query_prompt=query_prompt(model),
        passage_prompt=passage_prompt(model),
        versions={library: version(library) for library in _LIBRARIES},
    )


def _move_into_place(folder: Path, target: Path) -> None:
    try:
        folder.rename(target)
    except OSError:
        # The same encoder is there already: its name covers its content.
        if not (target / DESCRIPTION_FILE).is_file():
            raise
