"""The product beside what one would use instead, on the same model, documents and questions (`make bench`)."""

import argparse
import os
import platform
import shutil
import sys
from pathlib import Path

from bot.evaluation.sets import read_set
from index.default_model import is_unpacked, unpack
from index.encoders import ensure
from index.settings import DEFAULT_ENCODER, IndexSettings
from index.terminal import step
from tests.bench.alternatives.runner import Run, candidates, tell
from tests.bench.alternatives.table import lines, versions
from tests.bench.alternatives.tasks import choose, prepare
from tests.bench.service import ROOT

_PYTHON = ROOT / "var" / "alternatives" / "venv" / "bin" / "python"
_LOCK = Path(__file__).parent / "requirements.lock"
_COMPARED = ("langchain-core", "langchain-community", "faiss-cpu", "haystack-ai", "txtai", "torch")
_ROUNDS = 3
_FEWEST_DOCUMENTS = 10


def main() -> int:
    """0 where all systems were measured, 1 where something that is needed is missing."""
    args = _arguments()
    source = Path(os.environ.get("BOT_SHARED_DIR", "../shared")) / "eval" / args.set
    if not source.is_dir():
        tell(f"Det finns ingen mängd i {source.resolve()}. Ange BOT_SHARED_DIR eller --set.")
        return 1
    if not args.python.exists():
        tell(f"{args.python} saknas. Kör make bench, som installerar det som jämförs.")
        return 1
    settings = IndexSettings()
    work = settings.var_dir / "alternatives" / "work"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    evaluation = read_set(source)
    chosen = choose(evaluation, args.documents)
    prepare(evaluation, chosen, _model(settings), work).write(work / "task.json")
    print(f"{len(chosen.documents)} documents, {len(chosen.questions)} questions of {args.set}, {args.rounds} rounds")
    print(f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, load {_load()}")
    run = Run(work / "task.json", work, args.rounds, tell)
    measured = run.measure(list(candidates(Path(sys.executable), args.python)))
    print(f"load afterwards {_load()}")
    print(versions(_LOCK, _COMPARED), "", sep="\n")
    print("\n".join(lines(measured, [question.wanted.documents for question in chosen.questions])))
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", default="domain", metavar="NAMN", help="mängd i den delade mappens eval")
    parser.add_argument("--documents", type=_count, metavar="ANTAL", help="så många dokument, för en snabb körning")
    parser.add_argument(
        "--rounds", type=int, default=_ROUNDS, metavar="ANTAL", help="så många gånger var och en frågas"
    )
    parser.add_argument("--python", type=Path, default=_PYTHON, metavar="FIL", help="tolken som har det som jämförs")
    return parser.parse_args()


def _count(text: str) -> int:
    if (count := int(text)) < _FEWEST_DOCUMENTS:
        raise argparse.ArgumentTypeError(f"minst {_FEWEST_DOCUMENTS}")
    return count


def _model(settings: IndexSettings) -> Path:
    """The folder of the default model, which sentence-transformers loads; the product's encoder is made from it."""
    ensure(
        IndexSettings.model_validate({"var_dir": settings.var_dir, "encoder": DEFAULT_ENCODER}),
        step("Gör kodaren klar", 0),
    )
    folder = settings.var_dir / "models" / DEFAULT_ENCODER
    if not is_unpacked(folder):
        unpack(folder)
    return folder.resolve()


def _load() -> str:
    return "{:.1f}, {:.1f}, {:.1f}".format(*os.getloadavg())


if __name__ == "__main__":
    sys.exit(main())
