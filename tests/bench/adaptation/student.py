"""The model while it is taught: its upper layers may change, by products of two thin matrices each (LoRA).

Hu and others, "LoRA: Low-Rank Adaptation of Large Language Models", 2021.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import nn

from index.models import load
from index.word_pieces import word_pieces

FIRST_TAUGHT_LAYER = 6
"""The layers below see texts as they always did, so that what they make of one is worked out once."""

_MAX_TOKENS = 320
_REACH = 2
"""What the product of the thin matrices counts: with it they learn in longer steps. The file has it in `up`."""

_TOGETHER = 32
_UNSEEN = -1e4


class LowRank(nn.Module):
    """A linear layer of fixed weights plus a multiple of `up @ down`, of the given rank, which begins as nothing."""

    def __init__(self, base: nn.Linear, rank: int) -> None:
        super().__init__()
        self.base = base
        self.down = nn.Parameter(torch.randn(rank, base.in_features) / base.in_features**0.5)
        self.up = nn.Parameter(torch.zeros(base.out_features, rank))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return nn.functional.linear(x, self.base.weight + _REACH * (self.up @ self.down), self.base.bias)


@dataclass(frozen=True, slots=True)
class Meanings:
    """Vectors of texts, shape (texts, dimensions), and for each text those of its word pieces; all of L2 norm 1."""

    vectors: torch.Tensor
    pieces: list[torch.Tensor]


@dataclass(frozen=True, slots=True)
class _Below:
    """What the fixed layers make of a text, shape (tokens, dimensions), and which of its tokens stand for words."""

    states: torch.Tensor
    words: list[int]


class Student:
    """The model in a folder of sentence-transformers, with thin matrices beside the weights of its upper layers."""

    def __init__(self, folder: Path, rank: int) -> None:
        self._model: Any = load(folder)[0].auto_model.eval().requires_grad_(False)
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(_MAX_TOKENS)
        self._below: dict[tuple[str, str], _Below] = {}
        self._taught = {
            f"encoder.layer.{number}.{name}": _replace(layer, name, rank)
            for number, layer in enumerate(self._model.encoder.layer)
            if number >= FIRST_TAUGHT_LAYER
            for name, module in list(layer.named_modules())
            if isinstance(module, nn.Linear)
        }

    def parameters(self) -> list[nn.Parameter]:
        return [parameter for layer in self._taught.values() for parameter in (layer.up, layer.down)]

    def changes(self) -> dict[str, torch.Tensor]:
        """`<weight>.up`, shape (outputs, rank), and `<weight>.down`, shape (rank, inputs); a weight gains up @ down."""
        return {
            f"{name}.weight.{part}": matrix.detach()
            for name, layer in self._taught.items()
            for part, matrix in (("up", _REACH * layer.up), ("down", layer.down))
        }

    def read(self, texts: Sequence[str], prompt: str) -> Meanings:
        """What the texts mean by now; gradients reach the thin matrices."""
        self.see(texts, prompt)
        below = [self._below[text, prompt] for text in texts]
        found: list[tuple[torch.Tensor, torch.Tensor]] = [(torch.empty(0), torch.empty(0))] * len(texts)
        for chosen in _alike([len(known.states) for known in below]):
            states = nn.utils.rnn.pad_sequence([below[i].states for i in chosen], batch_first=True)
            top = self._through(FIRST_TAUGHT_LAYER, None, states, [len(below[i].states) for i in chosen]).float()
            for row, i in zip(top, chosen, strict=True):
                kept = row[: len(below[i].states)]
                found[i] = (kept.mean(0), kept[below[i].words or [0]])
        unit = nn.functional.normalize
        return Meanings(unit(torch.stack([text for text, _ in found])), [unit(pieces) for _, pieces in found])

    @torch.no_grad()
    def see(self, texts: Sequence[str], prompt: str) -> None:
        """Keep what the fixed layers make of texts."""
        new = [text for text in dict.fromkeys(texts) if (text, prompt) not in self._below]
        encodings = [self._tokenizer.encode(prompt + text) for text in new]
        for chosen in _alike([len(encoding.ids) for encoding in encodings]):
            ids = [torch.tensor(encodings[i].ids) for i in chosen]
            padded = nn.utils.rnn.pad_sequence(ids, batch_first=True, padding_value=self._model.config.pad_token_id)
            states = self._model.embeddings(input_ids=padded)
            seen = self._through(0, FIRST_TAUGHT_LAYER, states, [len(tokens) for tokens in ids])
            for row, i in zip(seen, chosen, strict=True):
                encoding, whole = encodings[i], prompt + new[i]
                words = word_pieces(whole, encoding.tokens, encoding.offsets, len(prompt))
                self._below[new[i], prompt] = _Below(row[: len(encoding.ids)].to(torch.bfloat16, copy=True), words)

    def _through(self, first: int, last: int | None, states: torch.Tensor, lengths: list[int]) -> torch.Tensor:
        unseen = torch.arange(states.shape[1]) >= torch.tensor(lengths)[:, None]
        with torch.autocast("cpu", torch.bfloat16):
            mask = unseen[:, None, None, :].to(torch.bfloat16) * _UNSEEN
            for layer in self._model.encoder.layer[first:last]:
                given = layer(states, mask)
                states = given[0] if isinstance(given, tuple) else given
        return states


def _alike(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Positions of texts in groups of like length, so that little is padded."""
    order = sorted(range(len(lengths)), key=lambda i: lengths[i])
    return (order[start : start + _TOGETHER] for start in range(0, len(order), _TOGETHER))


def _replace(layer: nn.Module, name: str, rank: int) -> LowRank:
    parent, _, last = name.rpartition(".")
    owner = layer.get_submodule(parent)
    taught = LowRank(getattr(owner, last), rank)
    setattr(owner, last, taught)
    return taught
