"""The fixed words of the citizen's page in every language that it speaks; chrome.yaml holds them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

import yaml
from pydantic import TypeAdapter

SWEDISH = "sv"
_FILE = "chrome.yaml"


@dataclass(frozen=True, slots=True)
class Chrome:
    """The words of one language.

    `person` holds the field {contact}, `left` {left} and {most}, and `over` {over}. Without an `ai_notice` or
    `examples` of its own a language has those that an administrator writes. `headings` is by the status of the answer.
    """

    name: str
    direction: Literal["ltr", "rtl"]
    checked_by_speaker: bool
    skip: str
    leave: str
    leave_hint: str
    menu: str
    ask_menu: str
    documents: str
    check_menu: str
    about: str
    disclaimer: str
    privacy: str
    accessibility: str
    languages: str
    title: str
    lead: str
    ai_notice: str | None
    examples: tuple[str, ...]
    new_tab: str
    conversation: str
    answer_title: str
    error: str
    empty: str
    too_long: str
    field: str
    field_again: str
    most: str
    left: str
    over: str
    ask: str
    start_over: str
    examples_heading: str
    searching: str
    copied: str
    not_copied: str
    copy: str
    you_asked: str
    bot_answers: str
    headings: Mapping[str, str]
    show: str
    check: str
    next: str
    try_later: str
    other_words: str
    read: str
    person: str
    hide: str
    leave_now: str
    by_key: str
    helped: str
    yes: str
    no: str
    no_is_kept: str
    thanks: str
    notice: str
    closed_title: str
    closed_help: str


@cache
def chromes() -> Mapping[str, Chrome]:
    """The words by ISO 639-1 code, Swedish first."""
    text = resources.files("web").joinpath(_FILE).read_text(encoding="utf-8")
    return TypeAdapter(dict[str, Chrome]).validate_python(yaml.safe_load(text))


@dataclass(frozen=True, slots=True)
class Place:
    """Where the page is shown: in one language, and alone or in a frame on another site."""

    language: str = SWEDISH
    embedded: bool = False

    @property
    def address(self) -> str:
        parts = ["widget"] * self.embedded + [self.language] * (self.language != SWEDISH)
        return "/" + "/".join(parts)

    @property
    def alone(self) -> str:
        """The address of the same page outside a frame."""
        return Place(self.language).address

    @property
    def words(self) -> Chrome:
        return chromes()[self.language]


def places() -> tuple[Place, ...]:
    """Every place that the page has."""
    return tuple(Place(language, embedded) for embedded in (False, True) for language in chromes())
