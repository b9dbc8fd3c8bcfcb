"""From a loaded model to an encoder folder: one ONNX graph in int8, its tokenizer and its description."""

import warnings
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer

from index.encoder_folder import (
    DESCRIPTION_FILE,
    GRAPH_FILE,
    TOKENIZER_FILE,
    EncoderDescription,
    Report,
    hash_of,
    write_description,
)
from index.errors import EncoderExportError
from index.models import passage_prompt, query_prompt

_OPSET = 17
_INPUTS = ("input_ids", "attention_mask")
_OUTPUT = "embedding"
_LIBRARIES = ("onnxruntime", "sentence-transformers", "tokenizers", "torch", "transformers")
_TRACED_TEXTS = ("Kvinnor och män ska ha samma makt.", "Ja.")
# Other numbers of texts and of tokens than the traced ones: a graph that froze either fails here.
_TRIED_TEXTS = ("Vem beslutar?", "Regionen kartlägger löneskillnader mellan kvinnor och män varje år. " * 3, "Nej.")
_LOWEST_LIKENESS = 0.95


class _SentenceEmbedding(torch.nn.Module):
    """The whole model as one function of two tensors, with the L2 norm as its last step."""

    def __init__(self, model: Any) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        features = self.model({"input_ids": input_ids, "attention_mask": attention_mask})
        return torch.nn.functional.normalize(features["sentence_embedding"], p=2.0, dim=-1)


def export(model: Any, encoders_dir: Path, source: str, report: Report) -> str:
    """Write `model`, a SentenceTransformer, to `<encoders_dir>/<hash>/` and give the hash.

    The folder appears complete or not at all. Raises EncoderExportError for a model that one graph of
    token ids and attention mask cannot stand for.
    """
    _refuse_what_a_graph_cannot_hold(model)
    model = model.to("cpu").float().eval()
    encoders_dir.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".export-", dir=encoders_dir) as aside:
        # A folder inside the private one, so that the finished one is readable by other users.
        folder = Path(aside) / "encoder"
        folder.mkdir()
        tokenizer = _tokenizer(model)
        tokenizer.save(str(folder / TOKENIZER_FILE))
        report("Modellen skrivs som en graf.")
        whole = Path(aside) / "whole.onnx"
        sentence_embedding = _SentenceEmbedding(model)
        _write_graph(sentence_embedding, tokenizer, whole)
        report("Grafen kvantiseras till åtta bitar.")
        _quantise(whole, folder / GRAPH_FILE)
        report("Grafen jämförs med modellen.")
        _compare(sentence_embedding, tokenizer, folder / GRAPH_FILE)
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
    tokenizer.enable_padding(
        pad_id=source.pad_token_id, pad_token=source.pad_token, direction=source.padding_side
    )
    return tokenizer


def _max_tokens(model: Any) -> int:
    positions = getattr(model[0].auto_model.config, "max_position_embeddings", None)
    limits = [limit for limit in (model.max_seq_length, positions) if limit]
    if not limits:
        raise EncoderExportError("Modellen anger inte hur lång text den kan läsa.")
    return int(min(limits))


def _tensors(tokenizer: Tokenizer, texts: tuple[str, ...]) -> tuple[torch.Tensor, torch.Tensor]:
    encodings = tokenizer.encode_batch(list(texts))
    return torch.tensor([e.ids for e in encodings]), torch.tensor([e.attention_mask for e in encodings])


def _write_graph(module: torch.nn.Module, tokenizer: Tokenizer, path: Path) -> None:
    variable = {0: "texts", 1: "tokens"}
    try:
        with torch.no_grad(), warnings.catch_warnings():
            # Tracing warns of every branch that it freezes. _compare is what tells whether one mattered.
            warnings.simplefilter("ignore")
            torch.onnx.export(
                module,
                _tensors(tokenizer, _TRACED_TEXTS),
                path,
                input_names=list(_INPUTS),
                output_names=[_OUTPUT],
                dynamic_axes={name: variable for name in _INPUTS} | {_OUTPUT: {0: "texts"}},
                opset_version=_OPSET,
                dynamo=False,
            )
    except (RuntimeError, TypeError, ValueError) as error:
        raise EncoderExportError(f"Modellen kan inte skrivas som en graf: {error}") from error


def _quantise(whole: Path, target: Path) -> None:
    # One scale per output channel, and 7 bits: without VNNI the processor's 8-bit product saturates.
    quantize_dynamic(whole, target, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)


def _compare(module: torch.nn.Module, tokenizer: Tokenizer, path: Path) -> None:
    tensors = _tensors(tokenizer, _TRIED_TEXTS)
    with torch.no_grad():
        expected = module(*tensors).numpy()
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    inputs = {name: tensor.numpy() for name, tensor in zip(_INPUTS, tensors, strict=True)}
    likeness = float(np.min(np.sum(session.run([_OUTPUT], inputs)[0] * expected, axis=1)))
    if not likeness >= _LOWEST_LIKENESS:
        raise EncoderExportError(f"Grafen ger andra vektorer än modellen (likhet {likeness:.3f}).")


def _describe(model: Any, source: str) -> EncoderDescription:
    return EncoderDescription(
        source=source,
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
