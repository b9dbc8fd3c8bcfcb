"""What an administrator can change while the bot runs: help lines, the way to a person, the notice, the examples."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

import yaml
from pydantic import TypeAdapter, ValidationError

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
    HURTS_OTHERS = "hurts_others"


@dataclass(frozen=True, slots=True)
class HelpLine:
    """A telephone number that helps, as it is written and called."""

    number: str
    name: str
    need: Need


@dataclass(frozen=True, slots=True)
class Content:
    """`contact` names who answers where the bot cannot, as it stands after “kontakta”."""

    help_lines: tuple[HelpLine, ...]
    contact: str
    ai_notice: str
    example_questions: tuple[str, ...]


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


def current_or_default(current: CurrentContent) -> Content:
    """The content that holds, or the default: a person at risk gets help also when the records cannot be read."""
    try:
        return current()
    except Exception:
        _log.exception("the content could not be read; the default is used")
        return default_content()
