"""Measures what rules and model find on a file of messages that they have not learnt from.

    python -m tests.bench.measure_risk FILE

The file holds lists of messages by what they tell of (victim, child, perpetrator, self_harm, topical, everyday), by
language. What is missed and what is a false alarm is printed too, and a kind that is not first.
"""

import sys
from pathlib import Path

from bot.risk import Risk
from bot.risk_model import RiskModel
from index.encoders import configured_hash, open_by_hash
from index.settings import IndexSettings
from tests.bench.risk_messages import Message, encoded, judged, messages_in, report


def _print_faults(chosen: list[Message], found: list[Risk | None]) -> None:
    for message, risk in zip(chosen, found, strict=True):
        said = None if risk is None else risk.kind.value
        if said != (message.told if message.tells_of_a_risk else None):
            kinds = "not found" if risk is None else ", ".join(risk.kinds)
            print(f"  {message.language} {message.told:11}  {kinds:34}  {message.text}")


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    settings = IndexSettings()
    encoder = open_by_hash(settings.encoders_dir, configured_hash(settings))
    chosen = list(messages_in(Path(sys.argv[1])))
    found = judged(RiskModel.load(), chosen, encoded(encoder, chosen))
    report(chosen, found)
    _print_faults(chosen, found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
