"""From a float32 graph to one in int8, leaving alone the few products that eight bits would spoil."""

import logging
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray

from index.encoder import Vectors
from index.encoder_folder import EMBEDDING
from index.onnx_runtime import onnxruntime

Inputs = dict[str, NDArray[np.int64]]
"""One run of a graph: a tensor of shape (texts, tokens) for each of its inputs."""

_LEVELS = 255
_MOST_NOISE = 0.01
"""Of a product's input, the share of its power that rounding to int8 may add as noise.

Most products stay below 0.005; those with a few huge activations reach 0.1, and stay float32. For the default
model that is five products of 72: 6 % slower, and the error of its vectors is less than half.
"""


def quantise(whole: Path, target: Path, samples: Sequence[Inputs]) -> None:
    """Write the graph `whole` to `target` in int8, its weights beside it in `<target>.data`.

    `samples` are runs that are typical of the texts to come. Small graphs have no file of weights.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic  # noqa: PLC0415 - not before index.onnx_runtime

    # It logs advice for convolutional nets.
    logging.disable(logging.WARNING)
    quantize_dynamic(
        whole,
        target,
        weight_type=QuantType.QInt8,
        per_channel=True,
        # 7 bits: without VNNI the processor's product of 8-bit numbers saturates.
        reduce_range=True,
        # Weights in a file of their own are mapped into memory, and shared by every process that serves.
        use_external_data_format=True,
        nodes_to_exclude=_spoilt_nodes(whole, samples),
    )
    logging.disable(logging.NOTSET)


def least_likeness(path: Path, samples: Sequence[Inputs], expected: Sequence[Vectors]) -> float:
    """The smallest cosine between what the graph at `path` gives for the samples and what is expected."""
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    found = [session.run([EMBEDDING], sample)[0] for sample in samples]
    return min(float(np.sum(a * b, axis=1).min()) for a, b in zip(found, expected, strict=True))


def _spoilt_nodes(whole: Path, samples: Sequence[Inputs]) -> list[str]:
    graph = onnx.load(whole, load_external_data=False)
    weights = {initializer.name for initializer in graph.graph.initializer}
    input_of = {
        node.name: node.input[0] for node in graph.graph.node if node.op_type == "MatMul" and node.input[1] in weights
    }
    noise = _noise(graph, whole.with_name("observed.onnx"), sorted(set(input_of.values())), samples)
    return [node for node, tensor in input_of.items() if noise[tensor] > _MOST_NOISE]


def _noise(graph: onnx.ModelProto, observed: Path, tensors: list[str], samples: Sequence[Inputs]) -> dict[str, float]:
    """For each tensor the worst share of noise over the samples."""
    graph.graph.output.extend(onnx.ValueInfoProto(name=tensor) for tensor in tensors)
    onnx.save(graph, observed)
    session = onnxruntime.InferenceSession(observed, providers=["CPUExecutionProvider"])
    noise = dict.fromkeys(tensors, 0.0)
    for sample in samples:
        for tensor, values in zip(tensors, session.run(tensors, sample), strict=True):
            step = (max(float(values.max()), 0.0) - min(float(values.min()), 0.0)) / _LEVELS
            noise[tensor] = max(noise[tensor], step**2 / 12 / float(np.mean(values**2)))
    return noise
