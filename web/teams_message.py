"""A message as Teams sends it, and the question in it."""

import html
import re
from datetime import UTC, datetime, timedelta
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict
from pydantic.alias_generators import to_camel

from web.teams_mentions import Mention, without_bot

MOST_OFF = timedelta(minutes=5)
_BOT_ID = "28:"
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")


def _nothing_if_null(value: object) -> object:
    return () if value is None else value


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", alias_generator=to_camel)


class Party(_Part):
    """Whoever or whatever has an id: a person, a bot, a team, a conversation."""

    id: str | None = None


class Entity(_Part):
    """Something that Teams says of a text; of these, mentions are used."""

    type: str | None = None
    text: str | None = None
    mentioned: Party | None = None


class ChannelData(_Part):
    """Where in Teams the message was written."""

    team: Party | None = None
    teams_team_id: str | None = None


class Message(_Part):
    """The part of a Bot Framework activity that is used. `timestamp` without a zone is UTC."""

    type: Literal["message"]
    text: str | None = None
    timestamp: datetime | None = None
    recipient: Party | None = None
    entities: Annotated[tuple[Entity, ...], BeforeValidator(_nothing_if_null)] = ()
    channel_data: ChannelData | None = None
    conversation: Party | None = None

    def is_timely(self, now: datetime) -> bool:
        """Whether it was sent within five minutes of now, as far as it says."""
        if self.timestamp is None:
            return True
        sent = self.timestamp if self.timestamp.tzinfo else self.timestamp.replace(tzinfo=UTC)
        return abs(now - sent) <= MOST_OFF

    @property
    def team(self) -> str:
        """What the rate limit counts by: the team, else the conversation, else one for all."""
        data = self.channel_data or ChannelData()
        return (data.team and data.team.id) or data.teams_team_id or (self.conversation and self.conversation.id) or ""

    def question(self) -> tuple[str, str]:
        """The text without the bot's own mention, with HTML entities decoded once; and the bot's name, or ""."""
        pieces, name = without_bot(self.text or "", self._mentions())
        decoded = [_decoded(piece) for piece in pieces]
        joined = decoded[0]
        for piece in decoded[1:]:
            rest = piece.lstrip()
            apart = len(rest) < len(piece) and joined and not joined[-1].isspace()
            joined += f" {rest}" if apart and rest else rest
        return joined.strip(), _decoded(name).strip()

    def _mentions(self) -> tuple[Mention, ...]:
        own = self.recipient.id if self.recipient else None
        found = [
            (entity.text, entity.mentioned.id if entity.mentioned else None)
            for entity in self.entities
            if entity.type == "mention" and entity.text
        ]
        # Without a recipient, which Teams leaves out for webhooks, a bot is known by how its id begins.
        is_named = any(own and identity == own for _, identity in found)
        return tuple(
            Mention(text, identity, identity == own if is_named else (identity or "").startswith(_BOT_ID))
            for text, identity in found
        )


def _decoded(text: str) -> str:
    # Only what ends in a semicolon: “?a=1&copy=2” has no character in it.
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text)
