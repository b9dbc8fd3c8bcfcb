"""What the default model has been taught about Swedish questions and the texts that answer them.

The file holds two thin matrices, float16, for each weight that changes: `<weight>.up`, shape (outputs, rank), and
`<weight>.down`, shape (rank, inputs). docs/decisions/adapted-encoder.md tells what it was taught on and what it gains.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from index.errors import EncoderExportError

ADAPTATION = Path(__file__).with_name("adaptation.safetensors")


def adapted(weights: Mapping[str, NDArray[np.float32]], adaptation: Path) -> dict[str, NDArray[np.float32]]:
    """The weights with what was taught added. Raises EncoderExportError where they do not fit each other."""
    try:
        taught = load_file(adaptation)
        changes = {
            name.removesuffix(".up"): taught[name].astype(np.float32)
            @ taught[name.removesuffix("up") + "down"].astype(np.float32)
            for name in taught
            if name.endswith(".up")
        }
        return {**weights, **{name: weights[name] + change for name, change in changes.items()}}
    except (KeyError, ValueError) as error:
        raise EncoderExportError(f"Det inlärda i {adaptation} hör inte till standardmodellen: {error}") from error
