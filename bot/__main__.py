"""The bot from the terminal: ask a question, evaluate the answers, or try a generation before it is published."""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.answer import Question, Status
from bot.answering import Answering
from bot.limits import refusal
from bot.serialise import to_dict
from bot.settings import BotSettings
from index.configuration import ConfigurationError, configured
from index.live import LiveSearcher
from index.settings import IndexSettings

if TYPE_CHECKING:
    from index.trial import TrialBuilds

_DONE, _FAILED, _USAGE, _WORSE = 0, 1, 2, 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 failed, 2 usage, 3 worse than what is live."""
    args = _parser().parse_args(arguments)
    try:
        code: int = args.command(args)
    except ConfigurationError as error:
        print(error, file=sys.stderr)
        return _USAGE
    return code


def _ask(args: argparse.Namespace) -> int:
    """Answer one question; 0 whatever the answer, 1 where the bot cannot search, 2 for no question it takes."""
    settings = configured(BotSettings)
    live = LiveSearcher.from_settings(settings)
    answering = Answering(live)
    answer = answering.crisis(args.question)
    if answer is None and (reason := refusal(args.question, args.history)) is not None:
        print(reason, file=sys.stderr)
        return _USAGE
    if answer is None:
        live.refresh()
        answer = answering.answer(Question(args.question, tuple(args.history), args.today))
    if args.json:
        print(json.dumps(to_dict(answer, settings.public_url), ensure_ascii=False))
    else:
        print("\n".join(filter(None, (answer.interpreted_as, answer.text, *answer.notices))))
        for quote in answer.quotes + answer.related:
            where = ", ".join(filter(None, (quote.source.metadata.title, quote.section)))
            print(f"\n”{quote.text}”\n  {where}\n  {quote.reference}")
    return _FAILED if answer.status is Status.UNAVAILABLE else _DONE


def _evaluate(args: argparse.Namespace) -> int:
    """Measure the answers to every set; 1 where a folder is no set or cannot be built."""
    from bot.evaluation.running import Run, evaluate
    from bot.evaluation.sets import SetError, read_set
    from bot.evaluation.table import lines
    from index.errors import IndexingError
    from index.terminal import step

    reports: dict[str, dict[str, Any]] = {}
    try:
        for chosen in [read_set(folder) for folder in args.sets]:
            with trial_builds(args.work, chosen.name) as (trial, pages):
                run = Run(trial, pages, args.today, step, with_baselines=args.baselines)
                reports[chosen.name] = evaluate(chosen, run)
            print("\n".join(lines(chosen.name, reports[chosen.name])), end="\n\n")
    except (SetError, IndexingError) as error:
        print(error, file=sys.stderr)
        return 1
    if args.json:
        content = reports if len(args.sets) > 1 else next(iter(reports.values()))
        args.json.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


@contextmanager
def trial_builds(work: Path | None, name: str) -> Iterator[tuple["TrialBuilds", Path]]:
    """Builds in a folder of their own, with the configured encoder, and a folder for pages to build from."""
    from index.build import Workshop
    from index.encoders import configured_hash, open_encoder
    from index.readers.process import ReaderProcess
    from index.terminal import step
    from index.trial import TrialBuilds

    settings = configured(IndexSettings)
    encoder_hash = configured_hash(settings)
    with tempfile.TemporaryDirectory() as temporary, ReaderProcess() as reader:
        folder = (work or Path(temporary)) / name
        shop = Workshop(folder / "var", reader, encoder_hash, lambda: open_encoder(settings), step)
        trial = TrialBuilds(shop)
        try:
            yield trial, folder / "pages"
        finally:
            trial.close()


def _gate(args: argparse.Namespace) -> int:
    """Compare a generation, by default the newest, with the live one; 3 where a golden question got worse."""
    from bot.gate import Gate
    from bot.gate_lines import lines
    from bot.golden import FILE_NAME, GoldenError, read_golden
    from index.chosen import Chooser
    from index.errors import IndexingError, NoGenerationError
    from index.generations import Generations
    from index.terminal import step

    settings = configured(IndexSettings)
    generations = Generations(settings.var_dir)
    try:
        golden = read_golden(args.golden or settings.documents_dir / FILE_NAME)
        chosen = args.id or next(reversed(generations.ids()), None)
        if chosen is None:
            raise NoGenerationError("Det finns ingen generation att pröva. Bygg en med: python -m index build")
        gate = Gate(Chooser.from_settings(settings).open, args.today, step)
        report = gate.compare(golden, chosen, generations.current())
    except (GoldenError, IndexingError) as error:
        print(error, file=sys.stderr)
        return _FAILED
    print(json.dumps(report.to_dict(), ensure_ascii=False) if args.json else "\n".join(lines(report)))
    return _WORSE if report.is_worse else _DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="KOMMANDO")
    ask = commands.add_parser("ask", help="Ställ en fråga.")
    ask.set_defaults(command=_ask)
    ask.add_argument("question")
    ask.add_argument("--json", action="store_true", help="svara med JSON")
    ask.add_argument("--today", type=date.fromisoformat, default=date.today(), help="dagens datum, ÅÅÅÅ-MM-DD")
    ask.add_argument("--history", action="append", default=[], help="tidigare fråga, äldst först")
    evaluate = commands.add_parser("evaluate", help="Mät svaren på en eller flera mängder frågor.")
    evaluate.set_defaults(command=_evaluate)
    evaluate.add_argument("sets", nargs="+", type=Path, metavar="MÄNGD", help="mapp med questions.jsonl")
    evaluate.add_argument("--json", type=Path, metavar="FIL", help="skriv siffrorna som JSON")
    evaluate.add_argument("--baselines", action="store_true", help="mät också enklare sökningar på samma frågor")
    evaluate.add_argument("--today", type=date.fromisoformat, default=date.today(), help="dagens datum, ÅÅÅÅ-MM-DD")
    evaluate.add_argument("--work", type=Path, metavar="MAPP", help="behåll byggena här till nästa mätning")
    gate = commands.add_parser("gate", help="Ställ testfrågorna till en ny generation och till den publicerade.")
    gate.set_defaults(command=_gate)
    gate.add_argument("id", nargs="?", help="generationen, annars den nyaste")
    gate.add_argument("--json", action="store_true", help="svara med JSON")
    gate.add_argument("--golden", type=Path, metavar="FIL", help="testfrågorna, annars golden.yaml bland dokumenten")
    gate.add_argument("--today", type=date.fromisoformat, default=date.today(), help="dagens datum, ÅÅÅÅ-MM-DD")
    return parser


if __name__ == "__main__":
    sys.exit(main())
