"""The bot from the terminal: ask a question."""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date

from bot.answer import Question, Status
from bot.answering import Answering
from bot.serialise import to_dict
from index.encoders import open_by_hash
from index.live import LiveSearcher
from index.settings import IndexSettings

_PUBLIC_URL = "http://127.0.0.1:8000"


def main(arguments: Sequence[str] | None = None) -> int:
    """Answer one question; 0 whatever the answer, 1 where the service cannot search."""
    args = _parser().parse_args(arguments)
    settings = IndexSettings()
    live = LiveSearcher(
        settings.var_dir, lambda name: open_by_hash(settings.encoders_dir, name, settings.encoder_threads)
    )
    live.refresh()
    answer = Answering(live).answer(Question(args.question, tuple(args.history), args.today))
    if args.json:
        print(json.dumps(to_dict(answer, _PUBLIC_URL), ensure_ascii=False))
    else:
        print(answer.text)
        for quote in answer.quotes + answer.related:
            where = ", ".join(filter(None, (quote.source.metadata.title, quote.section)))
            print(f"\n”{quote.text}”\n  {where}\n  {quote.reference}")
    return 1 if answer.status is Status.UNAVAILABLE else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description=__doc__)
    ask = parser.add_subparsers(required=True, metavar="KOMMANDO").add_parser("ask", help="Ställ en fråga.")
    ask.add_argument("question")
    ask.add_argument("--json", action="store_true", help="svara med JSON")
    ask.add_argument("--today", type=date.fromisoformat, default=date.today(), help="dagens datum, ÅÅÅÅ-MM-DD")
    ask.add_argument("--history", action="append", default=[], help="tidigare fråga, äldst först")
    return parser


if __name__ == "__main__":
    sys.exit(main())
