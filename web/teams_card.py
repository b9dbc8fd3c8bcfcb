"""The part of Adaptive Cards 1.4 that the bot uses, and the message that carries a card to Teams."""

import re
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pydantic.alias_generators import to_camel

MOST_BYTES = 28_000
"""What Teams takes of a message, counted as UTF-16; 28 KB with the smaller of the two meanings of KB."""

_ANYWHERE = re.compile(r"[\\*_\[\]`~<]|\{(?=\{)|(?<=\{)\{|&(?=#?\w+;)")
_AT_LINE_START = re.compile(r"^(?P<indent>[ \t]*)(?P<mark>[-+#>=|]|\d{1,9}(?=[.)]))", re.MULTILINE)
_LINE_BREAK = re.compile(r"\s*\n\s*")


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, validate_by_name=True)


class TextBlock(_Part):
    """A paragraph of Markdown; text that comes from anyone goes through `plain` first."""

    type: Literal["TextBlock"] = "TextBlock"
    text: Annotated[str, StringConstraints(min_length=1)]
    wrap: bool = True
    size: Literal["Small", "Medium"] | None = None
    weight: Literal["Bolder"] | None = None
    is_subtle: bool | None = None
    spacing: Literal["None", "Small", "Medium"] | None = None
    horizontal_alignment: Literal["Right"] | None = None


class OpenUrl(_Part):
    """A button that opens an address, the only kind that an outgoing webhook may show."""

    type: Literal["Action.OpenUrl"] = "Action.OpenUrl"
    title: str
    url: Annotated[str, StringConstraints(pattern="^https?://")]


class ActionSet(_Part):
    """Buttons in the body of a card."""

    type: Literal["ActionSet"] = "ActionSet"
    actions: tuple[OpenUrl, ...]
    spacing: Literal["Small"] | None = None


class Container(_Part):
    """Elements on a ground of their own."""

    type: Literal["Container"] = "Container"
    items: tuple[TextBlock | ActionSet, ...]
    style: Literal["default", "emphasis", "attention", "warning"] | None = None
    spacing: Literal["Small", "Medium"] | None = None
    separator: bool | None = None


Element = TextBlock | Container | ActionSet


class Wide(_Part):
    """Asks Teams for the whole width of the channel."""

    width: Literal["Full"] = "Full"


class AdaptiveCard(_Part):
    """A card; `lang` is the ISO 639-1 code of its words."""

    type: Literal["AdaptiveCard"] = "AdaptiveCard"
    schema_: Literal["http://adaptivecards.io/schemas/adaptive-card.json"] = Field(
        "http://adaptivecards.io/schemas/adaptive-card.json", alias="$schema"
    )
    version: Literal["1.4"] = "1.4"
    lang: str = "sv"
    body: tuple[Element, ...]
    msteams: Wide = Wide()


class Attachment(_Part):
    """What a message carries."""

    content_type: Literal["application/vnd.microsoft.card.adaptive"] = "application/vnd.microsoft.card.adaptive"
    content: AdaptiveCard


class Reply(_Part):
    """A message with one card and no text, since Teams would show both."""

    type: Literal["message"] = "message"
    attachments: tuple[Attachment]

    @classmethod
    def of(cls, body: tuple[Element, ...], lang: str = "sv") -> "Reply":
        return cls(attachments=(Attachment(content=AdaptiveCard(lang=lang, body=body)),))

    def as_json(self) -> str:
        return self.model_dump_json(by_alias=True, exclude_none=True)

    @property
    def fits(self) -> bool:
        """Whether Teams takes it."""
        return len(self.as_json().encode("utf-16-le")) <= MOST_BYTES


def plain(text: str) -> str:
    """Text that Markdown shows as it stands; its line breaks become paragraphs."""
    lines = _LINE_BREAK.sub("\n", text.strip())
    escaped = _ANYWHERE.sub(r"\\\g<0>", lines)
    return _AT_LINE_START.sub(_escaped_mark, escaped).replace("\n", "\n\n")


def _escaped_mark(found: re.Match[str]) -> str:
    mark = found["mark"]
    # A number opens a list by the dot after it, so it is the dot that is escaped.
    return f"{mark}\\" if mark.isdigit() else f"\\{mark}"
