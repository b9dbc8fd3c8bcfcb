"""What an administrator can change while the bot runs: help lines, the way to a person, what the page says."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Annotated, Any

import yaml
from pydantic import AfterValidator, Field, StringConstraints, TypeAdapter, ValidationError

from bot.errors import ContentError

_FILE = "content.yaml"

_log = logging.getLogger(__name__)


class Need(StrEnum):
    """Whom a help line is for; each reply language has its own words for it."""

    DANGER = "danger"
    VIOLENCE = "violence"
    MEN = "men"
    TRANS = "trans"
    CHILD = "child"
    DESPAIR = "despair"
    HURTS_OTHERS = "hurts_others"


LONGEST_LINE = 200
LONGEST_TEXT = 500
MOST_HELP_LINES = 12
MOST_EXAMPLES = 4
MOST_NOTICES = 3

_PHONE = r"^\+?[0-9][0-9 -]{1,18}[0-9]$"
_Line = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_LINE, pattern=r"^\S[^\r\n]*$")]
_Text = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_TEXT)]


@dataclass(frozen=True, slots=True)
class HelpLine:
    """A telephone number that helps, as it is written and called."""

    number: Annotated[str, StringConstraints(pattern=_PHONE)]
    name: _Line
    need: Need


def _one_for_danger(lines: tuple[HelpLine, ...]) -> tuple[HelpLine, ...]:
    if not any(line.need is Need.DANGER for line in lines):
        raise ValueError("No help line is for danger.")
    return lines


@dataclass(frozen=True, slots=True)
class Content:
    """The limits hold for what is parsed or replaced.

    `contact` names who answers where the bot cannot, as it stands after “kontakta”. `notices` are shown on the page
    before a question is asked. While `closed` is not empty no question is answered, and that is what is said.
    """

    help_lines: Annotated[tuple[HelpLine, ...], Field(max_length=MOST_HELP_LINES), AfterValidator(_one_for_danger)]
    contact: _Line
    ai_notice: _Text
    example_questions: Annotated[tuple[_Line, ...], Field(min_length=1, max_length=MOST_EXAMPLES)]
    notices: Annotated[tuple[_Text, ...], Field(max_length=MOST_NOTICES)] = ()
    closed: Annotated[str, StringConstraints(max_length=LONGEST_TEXT)] = ""


CurrentContent = Callable[[], Content]
"""Gives the content that holds when it is called."""


@cache
def default_content() -> Content:
    """What content.yaml says. Raises ContentError."""
    return parse(resources.files("bot").joinpath(_FILE).read_text(encoding="utf-8"))


def parse(text: str) -> Content:
    """Content from YAML. Raises ContentError where a field is missing, unknown or of another type."""
    try:
        return TypeAdapter(Content).validate_python(yaml.safe_load(text))
    except (yaml.YAMLError, ValidationError) as error:
        raise ContentError(f"{_FILE} går inte att använda: {error}") from error


def replaced(content: Content, name: str, value: object) -> Content:
    """The content with another value, of plain lists, mappings and texts, for one of its fields.

    Raises pydantic's ValidationError where the value is against the limits, KeyError where there is no such field.
    """
    if name not in (field.name for field in fields(Content)):
        raise KeyError(name)
    return TypeAdapter(Content).validate_python(asdict(content) | {name: value})


def overlaid(content: Content, values: Mapping[str, Any]) -> Content:
    """The content with those of the values, by the name of their field, that can be used; others are logged."""
    for name, value in values.items():
        try:
            content = replaced(content, name, value)
        except (ValidationError, KeyError):
            _log.error("the recorded content of %r cannot be used; what it was before holds", name)
    return content


def current_or_default(current: CurrentContent) -> Content:
    """The content that holds, or the default: a person at risk gets help also when the records cannot be read."""
    try:
        return current()
    except Exception:
        _log.exception("the content could not be read; the default is used")
        return default_content()
