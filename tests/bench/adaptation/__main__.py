"""Teaches the default model which passages and sentences answer questions, and writes index/adaptation.safetensors.

    python -m tests.bench.adaptation [--work FOLDER] [--leave-out SET …] [--epochs N] [--write FILE] SET…

What is learnt from are questions about documents; those that a document of a left-out set answers are passed over, so
that such a set still tells how the model does on what it has not seen.
"""

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from safetensors.torch import save_file

from bot.evaluation.sets import read_set
from index.default_model import PASSAGE_PROMPT, QUERY_PROMPT, unpack
from tests.bench.adaptation.examples import Example, examples
from tests.bench.adaptation.lessons import Judge, cost
from tests.bench.adaptation.student import Student

_RANK = 16
_BATCH = 16
_STEP = 3e-4
_JUDGE_STEP = 30 * _STEP
_WARMING_UP = 0.1
_LEAST_STEP = 0.03
_TOLD_EVERY = 20


def prepare(student: Student, learnt: Sequence[Example]) -> None:
    """Let the student see every text once, which is quickest when they come many at a time."""
    student.see([example.question for example in learnt], QUERY_PROMPT)
    texts = [
        text
        for example in learnt
        for text in (*example.passages, *example.other_passages, *example.sentences, *example.other_sentences)
    ]
    student.see(texts, PASSAGE_PROMPT)


def teach(student: Student, learnt: Sequence[Example], epochs: int) -> None:
    """Go through the examples `epochs` times, in an order that is the same every time this is run."""
    dice = random.Random(0)
    judge = Judge()
    steps = epochs * (len(learnt) // _BATCH)
    groups = [
        {"params": student.parameters(), "lr": _STEP, "weight_decay": 0.01},
        {"params": list(judge.parameters()), "lr": _JUDGE_STEP, "weight_decay": 0.0},
    ]
    optimizer = torch.optim.AdamW(groups)
    pace = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _pace(step / steps))
    for step, batch in enumerate(_batches(learnt, epochs, dice), 1):
        optimizer.zero_grad()
        loss = cost(student, judge, batch, dice)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(student.parameters(), 1.0)
        optimizer.step()
        pace.step()
        if step % _TOLD_EVERY == 0:
            print(f"{step}/{steps} {loss.item():.3f}", flush=True)


def _pace(done: float) -> float:
    """The share of the full step length at a share of the way: up, then evenly down."""
    return min(1.0, (done + 1e-3) / _WARMING_UP) * max(_LEAST_STEP, 1 - done)


def _batches(learnt: Sequence[Example], epochs: int, dice: random.Random) -> Iterator[list[Example]]:
    for _ in range(epochs):
        order = dice.sample(list(learnt), len(learnt))
        yield from (order[start : start + _BATCH] for start in range(0, len(order) - _BATCH + 1, _BATCH))


def main() -> int:
    """Teach, and write what was learnt where asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--leave-out", nargs="*", type=Path, default=[])
    parser.add_argument("--work", type=Path, help="keeps the builds for the next time")
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--write", type=Path, help="where the changes to the weights go")
    args = parser.parse_args()
    torch.manual_seed(0)
    torch.set_flush_denormal(True)
    left_out = frozenset[str]().union(*(read_set(folder).answering for folder in args.leave_out))
    learnt = [example for folder in args.sets for example in examples(read_set(folder), args.work, left_out)]
    print(f"{len(learnt)} frågor, {sum(bool(example.passages) for example in learnt)} med svar", flush=True)
    with TemporaryDirectory() as folder:
        unpack(Path(folder), adaptation=None)
        student = Student(Path(folder), _RANK)
    prepare(student, learnt)
    teach(student, learnt, args.epochs)
    if args.write:
        save_file({name: matrix.half().contiguous() for name, matrix in student.changes().items()}, args.write)
    return 0


if __name__ == "__main__":
    sys.exit(main())
