"""What a batch of examples costs the student: how little the right texts stand out, and how far they are misjudged."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import nn

from index.default_model import PASSAGE_PROMPT, QUERY_PROMPT
from tests.bench.adaptation.examples import Example
from tests.bench.adaptation.student import Student

_TEMPERATURE = 0.02
_OTHER_PASSAGES, _OTHER_SENTENCES = 1, 3
_JUDGEMENT = 1.0
"""What judging each pair right counts beside ranking them right."""


@dataclass(frozen=True, slots=True)
class _Texts:
    """Texts beside questions.

    `owner` is the question that each was chosen for, and `chosen_right` whether it answers that one, both of shape
    (texts,); `answers`, shape (questions, texts), is whether it answers any of them.
    """

    texts: list[str]
    owner: torch.Tensor
    chosen_right: torch.Tensor
    answers: torch.Tensor


class Judge(nn.Module):
    """From nearness to whether a text answers: a line, learnt with the rest and thrown away."""

    def __init__(self) -> None:
        super().__init__()
        self.line = nn.Parameter(torch.tensor([20.0, -17.0]))

    def forward(self, nearness: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
        odds = self.line[0] * nearness + self.line[1]
        return nn.functional.binary_cross_entropy_with_logits(odds, right.float())


def cost(student: Student, judge: Judge, batch: Sequence[Example], dice: random.Random) -> torch.Tensor:
    """The loss over a batch: passages by their vectors and by their word pieces, sentences by their vectors."""
    passages = _passages(batch, dice)
    sentences = _sentences(batch, dice)
    asked = student.read([example.question for example in batch], QUERY_PROMPT)
    passage_read = student.read(passages.texts, PASSAGE_PROMPT)
    by_vector = asked.vectors @ passage_read.vectors.T
    by_piece = _nearest_pieces(asked.pieces, passage_read.pieces)
    by_sentence = asked.vectors @ student.read(sentences.texts, PASSAGE_PROMPT).vectors.T
    ranking = _contrast(by_vector, passages) + _contrast(by_piece, passages) + _contrast(by_sentence, sentences)
    nearness = torch.cat([_own((by_vector + 2 * by_piece) / 3, passages), _own(by_sentence, sentences)])
    return ranking + _JUDGEMENT * judge(nearness, torch.cat([passages.chosen_right, sentences.chosen_right]))


def _passages(batch: Sequence[Example], dice: random.Random) -> _Texts:
    chosen = [
        (number, text, right)
        for number, example in enumerate(batch)
        for right, texts, most in (
            (True, example.passages, 1),
            (False, example.other_passages, _OTHER_PASSAGES + (not example.passages)),
        )
        for text in dice.sample(texts, min(most, len(texts)))
    ]
    return _texts(chosen, [set(example.passages) for example in batch])


def _sentences(batch: Sequence[Example], dice: random.Random) -> _Texts:
    chosen = [
        (number, text, right)
        for number, example in enumerate(batch)
        for right, texts, most in ((True, example.sentences, 1), (False, example.other_sentences, _OTHER_SENTENCES))
        for text in dice.sample(texts, min(most, len(texts)))
    ]
    return _texts(chosen, [set(example.sentences) for example in batch])


def _texts(chosen: list[tuple[int, str, bool]], right: list[set[str]]) -> _Texts:
    texts = [text for _, text, _ in chosen]
    return _Texts(
        texts,
        torch.tensor([number for number, _, _ in chosen]),
        torch.tensor([is_right for _, _, is_right in chosen]),
        torch.tensor([[text in answers for text in texts] for answers in right]),
    )


def _nearest_pieces(questions: list[torch.Tensor], passages: list[torch.Tensor]) -> torch.Tensor:
    """The mean over a question's pieces of the nearest one in each passage, shape (questions, passages)."""
    asked = nn.utils.rnn.pad_sequence(questions, batch_first=True)
    held = nn.utils.rnn.pad_sequence(passages, batch_first=True)
    is_asked = torch.arange(asked.shape[1]) < torch.tensor([len(pieces) for pieces in questions])[:, None]
    is_held = torch.arange(held.shape[1]) < torch.tensor([len(pieces) for pieces in passages])[:, None]
    cosines = (asked.flatten(0, 1) @ held.flatten(0, 1).T).view(*asked.shape[:2], *held.shape[:2])
    nearest = cosines.masked_fill(~is_held, -1.0).amax(3)
    return (nearest * is_asked[:, :, None]).sum(1) / is_asked.sum(1, keepdim=True)


def _contrast(nearness: torch.Tensor, among: _Texts) -> torch.Tensor:
    """InfoNCE (van den Oord and others, 2018) of each chosen right text; others that answer, too, do not count."""
    own = (among.owner == torch.arange(len(nearness))[:, None]) & among.chosen_right
    logits = (nearness / _TEMPERATURE).masked_fill(among.answers & ~own, -torch.inf)
    has_answer = own.any(1)
    return nn.functional.cross_entropy(logits[has_answer], own[has_answer].float().argmax(1))


def _own(nearness: torch.Tensor, among: _Texts) -> torch.Tensor:
    """The nearness of each text to the question that it was chosen for."""
    return nearness[among.owner, torch.arange(len(among.owner))]
