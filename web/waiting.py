"""What waits to be written to the records, and its form as a line of text."""

import json
from dataclasses import dataclass
from datetime import date

from bot.answer import Status
from web.ratings import Rating
from web.records.asked import Asked, Channel


@dataclass(frozen=True, slots=True)
class Rated:
    """A rating that was given on a day. Its question is masked, and empty with a yes."""

    channel: Channel
    day: date
    rating: Rating


Waiting = Asked | Rated


def to_line(waiting: Waiting) -> str:
    """One line of JSON."""
    fields: dict[str, object] = {"channel": waiting.channel, "day": waiting.day.isoformat()}
    if isinstance(waiting, Asked):
        return json.dumps(fields | {"outcome": waiting.outcome, "text": waiting.text})
    rating = waiting.rating
    said = {"helpful": rating.helpful, "question": rating.question, "references": rating.references}
    return json.dumps(fields | {"outcome": rating.outcome, "rated": said})


def from_line(line: bytes) -> Waiting | None:
    """None for a line that cannot be read, as one that was cut off."""
    try:
        fields = json.loads(line)
        channel, day, outcome = Channel(fields["channel"]), date.fromisoformat(fields["day"]), Status(fields["outcome"])
        if "rated" not in fields:
            return Asked(channel, outcome, day, fields["text"])
        said = fields["rated"]
        return Rated(channel, day, Rating(said["helpful"], said["question"], outcome, tuple(said["references"])))
    except (ValueError, KeyError, TypeError):
        return None
