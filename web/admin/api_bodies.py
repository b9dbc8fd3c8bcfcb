"""What scripts send as JSON, and how what the service knows is written as JSON."""

from typing import Any, TypeVar

from flask import request
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from bot.limits import QuestionText
from web.admin.passwords import MOST
from web.asking import json_body
from web.problems import problem
from web.records.asked import Handling
from web.records.roles import Role
from web.records.tokens import LONGEST_NAME

LONGEST_REASON = 2000
LONGEST_UNIT = 200
LONGEST_NOTE = 2000
MOST_IDS = 4000
MOST_DAYS = 365
LONGEST_ANSWER = 500

Body = TypeVar("Body", bound="Sent")
_TITLE = "Uppgifterna går inte att använda"
_OTHER = "Värdet går inte att använda."
_REASONS = {
    "missing": "Fältet saknas.",
    "extra_forbidden": "Fältet finns inte.",
    "model_type": "Skicka ett JSON-objekt.",
    "string_type": "Värdet ska vara en text.",
    "int_type": "Värdet ska vara ett heltal.",
    "bool_type": "Värdet ska vara true eller false.",
    "list_type": "Värdet ska vara en lista.",
    "enum": "Värdet är inte ett av dem som finns.",
    "string_too_long": "Texten är för lång.",
    "string_too_short": "Texten är för kort.",
    "too_long": "Listan är för lång.",
    "too_short": "Listan får inte vara tom.",
}


class Sent(BaseModel):
    """Fields that are not known are refused, and nothing is taken for what it is not."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class ReasonIn(Sent):
    """Why; needed where a golden question got worse."""

    reason: str = Field("", max_length=LONGEST_REASON)


class WithdrawalIn(Sent):
    """The version that is withdrawn, and why."""

    version: str = Field(max_length=100)
    reason: str = Field(max_length=LONGEST_REASON)


class HandlingIn(Sent):
    """What is done about questions, by the ids of their rows."""

    ids: list[int] = Field(min_length=1, max_length=MOST_IDS)
    # JSON has no enumerations of its own.
    status: Handling = Field(strict=False)
    unit: str = Field("", max_length=LONGEST_UNIT)
    note: str = Field("", max_length=LONGEST_NOTE)


class GoldenIn(Sent):
    """A golden question: the path of the document that must answer with the words `answer`, or null for no answer."""

    question: QuestionText
    document: str | None = Field(max_length=500)
    answer: str = Field("", max_length=LONGEST_ANSWER)


class ContentIn(Sent):
    """The value of a piece of content: a text, a list of texts, or a list of help lines."""

    value: str | list[str] | list[dict[str, str]]


class AccountIn(Sent):
    """A new account; without a password it is only reached by OpenID Connect."""

    email: str = Field(max_length=254)
    role: Role = Field(strict=False)
    password: str | None = Field(None, max_length=MOST)


class AccountChangeIn(Sent):
    """What is to be other than it was; `linked` can only be made false."""

    role: Role | None = Field(None, strict=False)
    active: bool | None = None
    password: str | None = Field(None, max_length=MOST)
    linked: bool | None = None

    @model_validator(mode="after")
    def _can_be_done(self) -> "AccountChangeIn":
        if self.linked:
            raise ValueError("An account is linked by whoever logs in to it.")
        return self


class TokenIn(Sent):
    """A new key, and for how many days it opens something."""

    name: str = Field(min_length=1, max_length=LONGEST_NAME, pattern=r"\S")
    role: Role = Field(strict=False)
    days: int = Field(ge=1, le=MOST_DAYS)


def body(model: type[Body]) -> Body:
    """The body of the request. Raises the HTTPException that refuses it, and pydantic's ValidationError."""
    return model.model_validate(json_body())


def body_or_nothing(model: type[Body]) -> Body:
    """The same, where a request may have no body at all."""
    return model.model_validate({}) if not request.get_data().strip() else body(model)


def plain(value: Any) -> Any:
    """A dataclass, or a tuple of them, as JSON values: moments and days in ISO 8601."""
    several = value if isinstance(value, tuple) else (value,)
    adapter: TypeAdapter[Any] = TypeAdapter(type(several[0])) if several else TypeAdapter(object)
    told = [adapter.dump_python(one, mode="json") for one in several]
    return told if several is value else told[0]


def refused(errors: dict[str, str]) -> tuple[Any, int]:
    """What is wrong with the fields of a body, by their names."""
    told = [{"field": name, "reason": "refused", "message": message} for name, message in errors.items()]
    return problem(422, title=_TITLE, errors=told)


def invalid_body(error: ValidationError) -> tuple[Any, int]:
    """What an address does not take, by field."""
    told = [
        {"field": ".".join(map(str, one["loc"])), "reason": one["type"], "message": _REASONS.get(one["type"], _OTHER)}
        for one in error.errors(include_url=False, include_context=False, include_input=False)
    ]
    return problem(422, title=_TITLE, errors=told)
